import CNTKit
import Foundation
import SyncEngine
import Synchronization

/// The process on a device died: nothing that it does afterwards happens.
struct Died: Error {}

/// One machine with one account's mirror on it.
final class SimDevice {
  let name: String
  let user: Int
  let isAdmin: Bool
  let folder: String
  let network: SimNetwork
  private(set) var mirror: Mirror
  private(set) var engine: SyncEngine
  private(set) var downloader: Downloader
  private var life: Life
  /// By how much its clock is off, seconds.
  let skew: Skew

  /// Shared with the clock that the process reads.
  final class Skew: Sendable {
    let seconds = Mutex(TimeInterval(0))
  }

  /// What happens to the process; shared with the closures that it runs.
  final class Life: Sendable {
    struct State {
      var isDead = false
      /// Writes until it dies; nil to live.
      var writesLeft: Int?
      var writes = 0
    }
    let state = Mutex(State())

    func at(_ moment: Mirror.Moment) throws {
      try state.withLock { state in
        if state.isDead { throw Died() }
        guard moment != .read else { return }
        state.writes += 1
        guard let left = state.writesLeft else { return }
        if left == 0 {
          state.isDead = true
          throw Died()
        }
        state.writesLeft = left - 1
      }
    }
  }

  init(name: String, user: Int, network: SimNetwork, root: String) throws {
    self.name = name
    self.user = user
    self.network = network
    folder = root + "/" + name
    isAdmin = network.with { $0.world.isAdmin(user, $0.traits) }
    life = Life()
    skew = Skew()
    (mirror, engine, downloader) = try Self.start(folder, user, isAdmin, network, life, skew)
  }

  var now: Date {
    network.with { $0.time }.addingTimeInterval(skew.seconds.withLock { $0 })
  }

  var isDead: Bool { life.state.withLock { $0.isDead } }
  /// Moments before and after writes that were passed since the start.
  var writes: Int { life.state.withLock { $0.writes } }

  /// The process will die after so many moments before and after writes.
  func dieAfter(_ writes: Int) { life.state.withLock { $0.writesLeft = writes } }

  /// Starts the program again, after a death or an update; signs in when the session is over.
  func restart() throws {
    life.state.withLock { $0.isDead = true }
    life = Life()
    (mirror, engine, downloader) = try Self.start(folder, user, isAdmin, network, life, skew)
  }

  func signIn() throws {
    try? FileManager.default.removeItem(atPath: folder + "/session.json")
    try restart()
  }

  var isSignedIn: Bool {
    guard let kept = try? TokenStore(folder: folder).load() else { return false }
    return network.with { state in
      state.tokens[kept.accessToken].map { $0.expires > state.time } == true
        || state.refreshTokens[kept.refreshToken ?? ""] != nil
    }
  }

  private static func start(
    _ folder: String, _ user: Int, _ isAdmin: Bool, _ network: SimNetwork, _ life: Life,
    _ skew: Skew
  ) throws -> (Mirror, SyncEngine, Downloader) {
    let mirror = try Mirror(folder: folder, atMoment: { try life.at($0) })
    let server = try ServerAddress("http://127.0.0.1:8000")
    let store = TokenStore(folder: folder)
    var kept = try store.load()
    if kept == nil {
      let tokens = network.with { $0.issueTokens(user) }
      kept = Credentials(
        server: server,
        answer: TokenResponse(
          accessToken: tokens.access, refreshToken: tokens.refresh, userID: user,
          name: "Person \(user)", isAdmin: isAdmin))
      if let kept { try store.save(kept) }
    }
    guard let kept else { throw Died() }
    let line = Line(
      network: network, life: life, skew: skew, countsTokens: network.countsTokens)
    return (mirror, try engine(mirror, kept, store, line), downloader(mirror, server, line))
  }

  private static func engine(
    _ mirror: Mirror, _ credentials: Credentials, _ store: TokenStore, _ line: Line
  ) throws -> SyncEngine {
    let session = Session(
      credentials, store: store, transport: line, clock: NoWaitClock(), now: line.now)
    return SyncEngine(
      mirror: mirror,
      api: APIClient(server: credentials.server, transport: line, session: session),
      userID: credentials.userID, userName: credentials.name, isAdmin: credentials.isAdmin,
      clock: NoWaitClock(), now: line.now, random: { 0.5 }, prefetches: false, settlePause: 20,
      uptime: { line.network.with { $0.time.timeIntervalSince1970 } })
  }

  private static func downloader(
    _ mirror: Mirror, _ server: ServerAddress, _ line: Line
  ) -> Downloader {
    let life = line.life
    var disk = DownloadDisk.real
    disk.write = { fd, bytes in
      try life.at(.beforeWrite)
      // Death takes a half of what was being written with it.
      if life.state.withLock({ $0.writesLeft == 0 }) {
        try DownloadDisk.real.write(fd, bytes.prefix(bytes.count / 2))
      }
      try life.at(.afterWrite)
      try DownloadDisk.real.write(fd, bytes)
    }
    // Flushes matter to a power cut, which is not what happens here.
    disk.flush = { _ in try life.at(.beforeWrite) }
    disk.flushFolder = { _ in try life.at(.afterWrite) }
    disk.rename = { from, to in
      try life.at(.beforeWrite)
      try DownloadDisk.real.rename(from, to)
    }
    return Downloader(
      mirror: mirror, transport: line, media: MediaResolver(server: server), disk: disk,
      clock: ForeverClock(), now: line.now, random: { 0.5 }, isSerial: true)
  }

  /// The device's way to the network while its process lives: a dead one sends nothing.
  final class Line: HTTPTransport {
    let network: SimNetwork
    let life: Life
    let skew: Skew
    let countsTokens: Bool
    var now: @Sendable () -> Date {
      { [self] in network.with { $0.time }.addingTimeInterval(skew.seconds.withLock { $0 }) }
    }

    init(network: SimNetwork, life: Life, skew: Skew, countsTokens: Bool) {
      self.network = network
      self.life = life
      self.skew = skew
      self.countsTokens = countsTokens
    }

    func send(
      _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
    ) async throws(TransportError) -> HTTPResponse {
      let isDead = life.state.withLock { $0.isDead }
      if isDead { throw TransportError(.cancelled, requestMayHaveArrived: true) }
      let answer = try await network.send(request, progress: progress)
      // New tokens are written before they are used: it may die with them in its hands.
      if countsTokens, request.url.hasSuffix("/auth/refresh") {
        do { try life.at(.beforeWrite) } catch {
          throw TransportError(.cancelled, requestMayHaveArrived: true)
        }
      }
      return answer
    }

    func stream(
      _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
    ) async throws(TransportError) -> HTTPResponse {
      let isDead = life.state.withLock { $0.isDead }
      if isDead { throw TransportError(.cancelled, requestMayHaveArrived: true) }
      return try await network.stream(request, consume: consume)
    }
  }
}
