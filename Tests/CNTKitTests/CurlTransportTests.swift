import Foundation
import Synchronization
import Testing

@testable import CNTKit

@Suite(.timeLimit(.minutes(5)))
struct CurlTransportTests {
  private let transport = CurlTransport()

  private func failure(_ request: HTTPRequest) async -> TransportError? {
    do {
      _ = try await transport.send(request)
      return nil
    } catch {
      return error
    }
  }

  @Test func `an answer arrives, and the connection is used again`() async throws {
    let server = try LoopbackServer([
      .answer(LoopbackServer.ok("one", headers: "X-A: b\r\n")), .answer(LoopbackServer.ok("two")),
    ])
    let first = try await transport.send(HTTPRequest(.get, server.origin + "/a"))
    #expect(first.status == 200 && first.body == Data("one".utf8) && first.headers["x-a"] == "b")
    let second = try await transport.send(
      HTTPRequest(
        .post, server.origin + "/b", body: .data(Data("{}".utf8), contentType: "application/json")))
    #expect(second.body == Data("two".utf8))
    #expect(server.requests[1].hasPrefix("POST /b HTTP/1.1\r\n"))
    #expect(server.requests[1].hasSuffix("\r\n\r\n{}"))
  }

  @Test func `a dead connection is tried again for a read, and never for a write`() async throws {
    let server = try LoopbackServer([
      .answerAndClose(LoopbackServer.ok("a")), .answer(LoopbackServer.ok("b")), .hangUp,
    ])
    _ = try await transport.send(HTTPRequest(.get, server.origin))
    #expect(try await transport.send(HTTPRequest(.get, server.origin)).body == Data("b".utf8))
    let error = await failure(HTTPRequest(.post, server.origin))
    #expect(error?.reason == .connectionLost && error?.requestMayHaveArrived == true)
    #expect(server.requests.filter { $0.hasPrefix("POST") }.count == 1)
  }

  @Test func `an answer that is cut off is no answer`() async throws {
    let server = try LoopbackServer([
      .answerAndClose("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")
    ])
    let error = await failure(HTTPRequest(.post, server.origin))
    #expect(error?.reason == .connectionLost && error?.requestMayHaveArrived == true)
  }

  @Test func `where nobody listens nothing was sent`() async {
    let error = await failure(HTTPRequest(.post, "http://127.0.0.1:1/"))
    #expect(error?.reason == .cannotConnect && error?.requestMayHaveArrived == false)
  }

  @Test func `silence ends with the time limit, or with the task`() async throws {
    let server = try LoopbackServer([.silence, .silence])
    let error = await failure(
      HTTPRequest(.get, server.origin, timeouts: HTTPTimeouts(connect: 1, total: 1)))
    #expect(error?.reason == .timedOut && error?.requestMayHaveArrived == true)
    let origin = server.origin
    let task = Task { await failure(HTTPRequest(.get, origin)) }
    while server.requests.count < 2 { await Task.yield() }
    task.cancel()
    #expect(await task.value?.reason == .cancelled)
  }

  @Test func `a redirect to another origin goes without the token`() async throws {
    let other = try LoopbackServer([.answer(LoopbackServer.ok("there"))])
    let server = try LoopbackServer([
      .answer(
        LoopbackServer.ok(
          "", status: "307 Temporary Redirect", headers: "Location: \(other.origin)/x\r\n")),
      .answer(
        LoopbackServer.ok("", status: "307 Temporary Redirect", headers: "Location: /y/\r\n")),
      .answer(LoopbackServer.ok("here")),
    ])
    let secret: HTTPHeaders = ["Authorization": "Bearer SECRET"]
    let away = try await transport.send(HTTPRequest(.get, server.origin + "/x", headers: secret))
    #expect(away.body == Data("there".utf8))
    #expect(!other.requests[0].contains("SECRET"))
    let home = try await transport.send(HTTPRequest(.get, server.origin + "/y", headers: secret))
    #expect(home.body == Data("here".utf8))
    #expect(server.requests[2].contains("SECRET"))
  }

  @Test func `a form carries a file from the disk, and its progress is told`() async throws {
    let path = NSTemporaryDirectory() + "cnt-form-\(UUID().uuidString).txt"
    try Data(String(repeating: "x", count: 300_000).utf8).write(to: URL(fileURLWithPath: path))
    let server = try LoopbackServer([.answer(LoopbackServer.ok("{}"))])
    let most = Mutex(0)
    let part = MultipartPart(
      name: "file", filename: "a \"b\".txt", contentType: "audio/mpeg", content: .file(path: path))
    _ = try await transport.send(
      HTTPRequest(.post, server.origin, body: .multipart([part]), timeouts: .media),
      progress: { progress in most.withLock { $0 = max($0, progress.sent) } })
    #expect(server.requests[0].contains("Content-Type: audio/mpeg"))
    #expect(server.requests[0].contains(String(repeating: "x", count: 300_000)))
    #expect(most.withLock { $0 } >= 300_000)
    let missing = MultipartPart(name: "file", content: .file(path: path + ".none"))
    let error = await failure(HTTPRequest(.post, server.origin, body: .multipart([missing])))
    #expect(error?.reason == .unreadableFile && error?.requestMayHaveArrived == false)
  }

  @Test func `a consumer that refuses ends the transfer`() async throws {
    let server = try LoopbackServer([.answer(LoopbackServer.ok("abcdef"))])
    struct Full: Error {}
    do {
      _ = try await transport.stream(HTTPRequest(.get, server.origin)) { event in
        if case .bytes = event { throw Full() }
      }
      Issue.record("it went on")
    } catch {
      #expect(error.reason == .refusedByConsumer)
    }
  }

  @Test func `HTML in place of the API is recognised`() async throws {
    let page = LoopbackServer.ok(
      "<html>Sign in to the Wi-Fi</html>", headers: "Content-Type: text/html\r\n")
    let server = try LoopbackServer([.answer(page)])
    let client = APIClient(server: try ServerAddress(server.origin), transport: transport)
    do {
      _ = try await client.call(.podcasts(skip: 0, limit: 1))
      Issue.record("it was taken for podcasts")
    } catch {
      #expect(error.reason == .notAnAPI)
    }
  }
}
