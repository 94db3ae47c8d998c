import CNTKit
import Foundation
import Synchronization
import Testing

@testable import SyncEngine

struct PictureStoreTests {
  /// Serves what it is told, and remembers what it was asked.
  private final class Shelf: HTTPTransport {
    struct State {
      var status = 200
      var headers = HTTPHeaders()
      var body = Data()
      var isOffline = false
      var requests: [HTTPRequest] = []
    }
    let state = Mutex(State())

    func send(
      _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
    ) async throws(TransportError) -> HTTPResponse {
      throw TransportError(.badURL, requestMayHaveArrived: false)
    }

    func stream(
      _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
    ) async throws(TransportError) -> HTTPResponse {
      let now = state.withLock { state in
        state.requests.append(request)
        return state
      }
      if now.isOffline { throw TransportError(.cannotConnect, requestMayHaveArrived: false) }
      let head = HTTPResponse(status: now.status, headers: now.headers)
      do {
        try consume(.head(head))
        var rest = now.body
        while !rest.isEmpty {
          try consume(.bytes(rest.prefix(1000)))
          rest = rest.dropFirst(1000)
        }
      } catch { throw TransportError(.refusedByConsumer, requestMayHaveArrived: true) }
      return head
    }

    var asked: Int { state.withLock { $0.requests.count } }
  }

  private final class Clock: Sendable {
    let seconds = Mutex(1_795_500_000.0)
    func now() -> Date { Date(timeIntervalSince1970: seconds.withLock { $0 }) }
    func pass(_ time: Double) { seconds.withLock { $0 += time } }
  }

  private struct Rig {
    let folder: String
    let shelf = Shelf()
    let clock = Clock()
    let store: PictureStore

    init(_ change: (inout PictureStore.Limits) -> Void = { _ in }) throws {
      folder = NSTemporaryDirectory() + "cnt-pictures-\(UUID().uuidString)"
      try Paths.makeFolder(folder)
      var limits = PictureStore.Limits()
      change(&limits)
      let clock = clock
      store = PictureStore(
        accountFolder: folder, transport: shelf,
        media: MediaResolver(server: try ServerAddress("https://cnt.example.org")), limits: limits,
        now: { clock.now() })
      shelf.state.withLock { $0.body = Data(repeating: 7, count: 2500) }
    }

    var files: [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: folder + "/pictures"))?.sorted() ?? []
    }
  }

  @Test func `a picture is fetched once and then read from the disk`() async throws {
    let rig = try Rig()
    let path = try await rig.store.file(for: "/media/images/a.jpg")
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == 2500)
    rig.shelf.state.withLock { $0.isOffline = true }
    #expect(try await rig.store.file(for: "/media/images/a.jpg") == path)
    #expect(rig.shelf.asked == 1)
    let request = try #require(rig.shelf.state.withLock { $0.requests.first })
    #expect(request.headers["Authorization"] == nil)
    #expect(request.trustedHost == "cnt.example.org", "no other host may be a private one")
  }

  @Test func `what is old is asked for again, and used where nothing newer can be had`()
    async throws
  {
    let rig = try Rig()
    let path = try await rig.store.file(for: "a.jpg")
    rig.clock.pass(8 * 86_400)
    #expect(await !rig.store.has("a.jpg"))
    rig.shelf.state.withLock { $0.isOffline = true }
    #expect(try await rig.store.file(for: "a.jpg") == path)
    #expect(rig.shelf.asked == 2)
    rig.shelf.state.withLock {
      $0.isOffline = false
      $0.status = 404
    }
    await #expect(throws: PictureStore.Problem.refused(status: 404)) {
      try await rig.store.file(for: "a.jpg")
    }
  }

  @Test func `names are digests: no address leads out of the folder`() async throws {
    let rig = try Rig()
    for address in [
      "../../../../tmp/x", "a/../../b", "https://h/..%2f..%2fetc", "x\u{202e}gpj.exe",
    ] {
      _ = try? await rig.store.file(for: address)
    }
    #expect(!rig.files.isEmpty)
    for name in rig.files {
      #expect(name.wholeMatch(of: /[0-9a-f]{64}/) != nil, "\(name)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: rig.folder) == ["pictures"])
  }

  @Test func `a file that is too large is not kept, whether it says so or not`() async throws {
    let rig = try Rig { $0.file = 2000 }
    await #expect(throws: PictureStore.Problem.tooLarge) { try await rig.store.file(for: "a.jpg") }
    rig.shelf.state.withLock {
      $0.body = Data([1])
      $0.headers["Content-Length"] = "999999999999"
    }
    await #expect(throws: PictureStore.Problem.tooLarge) { try await rig.store.file(for: "b.jpg") }
    #expect(rig.files.isEmpty)
  }

  @Test func `what was looked at longest ago makes room`() async throws {
    let rig = try Rig { $0.all = 6000 }
    var paths: [String] = []
    for name in ["a", "b"] {
      paths.append(try await rig.store.file(for: name))
      rig.clock.pass(10)
    }
    // a is looked at again, so that b is the older one.
    _ = try await rig.store.file(for: "a")
    rig.clock.pass(10)
    _ = try await rig.store.file(for: "c")
    #expect(rig.files.count == 2)
    #expect(FileManager.default.fileExists(atPath: paths[0]))
    #expect(!FileManager.default.fileExists(atPath: paths[1]))
  }

  @Test func `with the account its pictures go, and none comes back`() async throws {
    let rig = try Rig()
    _ = try await rig.store.file(for: "a")
    try Mirror.wipe(folder: rig.folder, discardingUnsent: false)
    #expect(!FileManager.default.fileExists(atPath: rig.folder))
    _ = try? await rig.store.file(for: "b")
    #expect(!FileManager.default.fileExists(atPath: rig.folder))
  }

  @Test func `what turned out to be no picture is forgotten`() async throws {
    let rig = try Rig()
    _ = try await rig.store.file(for: "a")
    await rig.store.remove("a")
    #expect(rig.files.isEmpty)
    await #expect(throws: PictureStore.Problem.noAddress) { try await rig.store.file(for: " ") }
  }
}
