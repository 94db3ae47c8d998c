import CNTKit
import Foundation
import Synchronization

/// Media servers in memory: what each request is answered is the test's choice.
final class FakeMedia: HTTPTransport {
  /// An answer as it comes over the line.
  struct Answer: Sendable {
    var status = 200
    var headers = HTTPHeaders()
    var chunks: [Data] = []
    /// The line breaks after the last chunk.
    var isCut = false
    var isFramed = true
  }

  private struct State {
    var requests: [HTTPRequest] = []
    var atOnce = 0
    var mostAtOnce = 0
  }

  private let state = Mutex(State())
  private let handler: @Sendable (HTTPRequest, Int) -> Answer?
  /// Runs before each chunk, with its number.
  private let beforeChunk: @Sendable (HTTPRequest, Int) async -> Void

  /// `handler` gets the number of the request, from 0; nil stands for no network.
  init(
    beforeChunk: @escaping @Sendable (HTTPRequest, Int) async -> Void = { _, _ in },
    _ handler: @escaping @Sendable (HTTPRequest, Int) -> Answer?
  ) {
    self.handler = handler
    self.beforeChunk = beforeChunk
  }

  var requests: [HTTPRequest] { state.withLock { $0.requests } }
  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

  func send(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(TransportError) -> HTTPResponse {
    throw TransportError(.cannotConnect, requestMayHaveArrived: false)
  }

  func stream(
    _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    let number = state.withLock { state in
      state.requests.append(request)
      state.atOnce += 1
      state.mostAtOnce = max(state.mostAtOnce, state.atOnce)
      return state.requests.count - 1
    }
    defer { state.withLock { $0.atOnce -= 1 } }
    guard let answer = handler(request, number) else {
      throw TransportError(.cannotConnect, requestMayHaveArrived: false)
    }
    let response = HTTPResponse(
      status: answer.status, headers: answer.headers, isFramed: answer.isFramed)
    // As the real transport does: the head of a redirect is not the consumer's.
    if answer.headers["Location"] == nil { try hand(.head(response), consume) }
    for (index, chunk) in answer.chunks.enumerated() {
      await beforeChunk(request, index)
      if Task.isCancelled { throw TransportError(.cancelled, requestMayHaveArrived: true) }
      try hand(.bytes(chunk), consume)
    }
    if answer.isCut { throw TransportError(.connectionLost, requestMayHaveArrived: true) }
    return response
  }

  private func hand(
    _ event: HTTPStreamEvent, _ consume: @Sendable (HTTPStreamEvent) throws -> Void
  ) throws(TransportError) {
    do { try consume(event) } catch {
      throw TransportError(.refusedByConsumer, requestMayHaveArrived: true)
    }
  }
}

/// A file on such a server.
struct MediaFile: Sendable {
  var content: Data
  var tag: String? = "\"one\""
  var type = "audio/mpeg"
  /// Whether it knows `Range` and `If-Range`.
  var hasRanges = true

  /// Bytes that differ everywhere and by `seed`.
  static func bytes(_ count: Int, seed: UInt64 = 1) -> Data {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 | 1
    return Data(
      (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state)
      })
  }

  func answer(to request: HTTPRequest, chunk: Int = 1000) -> FakeMedia.Answer {
    var answer = FakeMedia.Answer(headers: ["Content-Type": type])
    answer.headers["ETag"] = tag
    var body = content
    if hasRanges, let first = first(of: request) {
      guard first < content.count else {
        answer.status = 416
        answer.headers["Content-Range"] = "bytes */\(content.count)"
        return answer
      }
      answer.status = 206
      answer.headers["Content-Range"] = "bytes \(first)-\(content.count - 1)/\(content.count)"
      body = content.dropFirst(first)
    }
    answer.headers["Content-Length"] = "\(body.count)"
    answer.chunks = stride(from: body.startIndex, to: body.endIndex, by: chunk).map {
      Data(body[$0..<min($0 + chunk, body.endIndex)])
    }
    return answer
  }

  /// The same, with a line that breaks after so many chunks.
  func cut(_ request: HTTPRequest, after chunks: Int) -> FakeMedia.Answer {
    var answer = answer(to: request)
    answer.chunks = Array(answer.chunks.prefix(chunks))
    answer.isCut = true
    return answer
  }

  private func first(of request: HTTPRequest) -> Int? {
    guard let range = request.headers["Range"], range.hasPrefix("bytes="), range.hasSuffix("-"),
      request.headers["If-Range"].map({ $0 == tag }) ?? true
    else { return nil }
    return Int(range.dropFirst(6).dropLast())
  }
}

/// A time that passes when the test says so.
final class TestTime: Sendable {
  private let value = Mutex(Rig0.start)
  var now: Date { value.withLock { $0 } }
  func pass(_ seconds: TimeInterval) { value.withLock { $0 += seconds } }

  private enum Rig0 { static let start = Date(timeIntervalSince1970: 1_800_000_000) }
}

/// Opens once; whoever waits goes on then.
final class Gate: Sendable {
  private let stream: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self) }

  func open() { continuation.finish() }

  /// For one waiter.
  func wait() async { for await _ in stream {} }
}
