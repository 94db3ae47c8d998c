import CNTKit
import Foundation

/// Keeps one mirror current and its outbox empty. The only part that talks to the API.
public actor SyncEngine {
  let mirror: Mirror
  let puller: Puller
  var sender: Sender
  let isAdmin: Bool
  let clock: any Clock<Duration>
  let now: @Sendable () -> Date
  private let random: @Sendable () -> Double
  private let wakeup = Wakeup()
  private let statusContinuation: AsyncStream<SyncStatus>.Continuation
  /// What the engine is doing, the newest last; for one reader.
  public nonisolated let status: AsyncStream<SyncStatus>
  var schedule = PullSchedule()
  private var circuit = Circuit()
  /// Between tries of writes that alone did not get through.
  private var retries = Backoff()
  /// Lists that are being fetched for somebody at this moment.
  private var looking: Set<ListQuery.Source> = []
  /// Everything is to be fetched in the next round, and the circuit is not asked.
  var wantsAll = true
  /// When the server was asked what it offers.
  var probed: Date?
  /// What the server offers beyond the deployed platform.
  var capabilities: ServerCapabilities { sender.capabilities }

  /// What the platform tells as it happens; see `listen`.
  let realtime: RealtimeClient?
  var isHintHeld = false
  var isHintMissed = false

  /// Between rounds while all is well.
  static let pause = Duration.seconds(30)

  public init(
    mirror: Mirror, api: APIClient, userID: Int, userName: String? = nil, isAdmin: Bool,
    realtime: RealtimeClient? = nil, clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Date = { Date() },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.init(
      mirror: mirror, api: api, userID: userID, userName: userName, isAdmin: isAdmin,
      clock: clock, now: now, random: random, prefetches: true, settlePause: 20, uptime: nil,
      realtime: realtime)
  }

  /// `prefetches`: whether a page is fetched while the one before is stored. `settlePause`: how long
  /// an unanswered write may still be on its way, seconds. `uptime`: seconds by a clock that nobody sets.
  package init(
    mirror: Mirror, api: APIClient, userID: Int, userName: String?, isAdmin: Bool,
    clock: any Clock<Duration>, now: @escaping @Sendable () -> Date,
    random: @escaping @Sendable () -> Double, prefetches: Bool, settlePause: TimeInterval,
    uptime: (@Sendable () -> TimeInterval)? = nil, realtime: RealtimeClient? = nil
  ) {
    self.mirror = mirror
    self.realtime = realtime
    self.isAdmin = isAdmin
    self.clock = clock
    self.now = now
    self.random = random
    puller = Puller(
      mirror: mirror, api: api, userID: userID, now: now, prefetches: prefetches,
      isAdmin: isAdmin)
    sender = Sender(mirror: mirror, api: api, userID: userID, isAdmin: isAdmin, now: now)
    sender.settlePause = settlePause
    if let uptime { sender.tries = TryTimes(uptime) }
    (status, statusContinuation) = AsyncStream.makeStream(
      of: SyncStatus.self, bufferingPolicy: .bufferingNewest(16))
    // What is shown before the first round comes from where the mirror comes from.
    sender.capabilities = (try? mirror.capabilities()) ?? ServerCapabilities()
    try? mirror.setOwner(id: userID, name: userName)
    if isAdmin { try? mirror.recallDesk() } else { try? mirror.clearDesk() }
  }

  /// A write was made, or somebody asked: do not wait for the next round.
  public nonisolated func nudge() { wakeup.ring() }

  /// Fetches everything anew at the next round, which begins now.
  public func syncSoon() {
    wantsAll = true
    schedule.missing = []
    wakeup.ring()
  }

  /// One full round: sends the outbox, then fetches every collection.
  public func syncOnce() async -> SyncReport {
    let lock: FileLock?
    do { lock = try takeLock() } catch {
      return SyncReport(failure: error.recovery)
    }
    guard let lock else {
      return SyncReport(failure: "Another cnt is syncing this account: it does the work.")
    }
    defer { withExtendedLifetime(lock) {} }
    wantsAll = true
    return await round().report
  }

  /// Syncs until cancelled. While another process holds the mirror's lock, that one does the work.
  public func run() async {
    var lock: FileLock?
    let watch = Task { [wakeup, mirror] in
      // What other processes want sent arrives as commits; so does what the engine itself writes.
      var wishes = try? mirror.wishes()
      for await _ in mirror.changes() {
        let current = try? mirror.wishes()
        if current != wishes { wakeup.ring() }
        wishes = current
      }
    }
    var listening: Task<Void, Never>?
    defer {
      watch.cancel()
      listening?.cancel()
      withExtendedLifetime(lock) {}
    }
    while !Task.isCancelled {
      if lock == nil { lock = try? takeLock() }
      guard lock != nil else {
        say(.elsewhere)
        await wakeup.wait(atMost: .seconds(2), clock: clock)
        continue
      }
      if listening == nil { listening = Task { await listen() } }
      let wait = await step()
      if Task.isCancelled { break }
      await wakeup.wait(atMost: wait, clock: clock)
    }
  }

  /// One round, unless the circuit is open, and how long to wait after it.
  package func step() async -> Duration {
    if !wantsAll, let remaining = circuit.remaining(now()) { return .seconds(remaining) }
    let (report, least) = await round()
    guard report.failure == nil else {
      return circuit.failed(now: now(), random: random(), least: least)
    }
    circuit.succeeded()
    var wait = Self.pause
    // One write that the server has a fault with does not keep people from what they look at.
    if report.postponed > 0 {
      wait = min(wait, retries.next(random: random()))
    } else {
      retries.succeeded()
    }
    if let end = try? mirror.nextHoldEnd(now()) {
      wait = min(wait, .seconds(max(0, end.timeIntervalSince(now())) + 0.05))
    }
    return report.settling > 0 ? min(wait, .seconds(sender.settlePause)) : wait
  }

  /// Sends what waits, before the program ends, if that takes no longer than `limit`. What does not get
  /// through stays in the outbox; where another process syncs, that one sends it.
  public func flush(atMost limit: Duration) async {
    let hasPlaces =
      capabilities.hasPlaybackPositions
      && (try? mirror.unsharedPlaces(limit: 1).isEmpty) == false
    guard circuit.remaining(now()) == nil, let lock = try? takeLock(),
      hasPlaces || (try? mirror.nextToSend(now: now())) ?? nil != nil
    else { return }
    defer { withExtendedLifetime(lock) {} }
    let (sender, clock) = (sender, clock)
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        _ = try? await sender.sendAll()
        if hasPlaces { try? await self.sharePositions() }
      }
      group.addTask { try? await clock.sleep(for: limit) }
      await group.next()
      group.cancelAll()
    }
  }

  /// Fetches what somebody is looking at, ahead of the round.
  public func focus(_ source: ListQuery.Source) async {
    guard looking.insert(source).inserted else { return }
    defer { looking.remove(source) }
    await look {
      if capabilities.hasChangeFeed {
        _ = try await puller.changes()
        return
      }
      switch source {
      case .comments(let post) where post > 0: _ = try await puller.comments(of: post)
      case .playlist(let id):
        let known = try puller.mirror.resolve(ItemRef(kind: .playlist, id: id)).id
        if known > 0 { try await puller.playlist(known) }
      case .adminQueue where !isAdmin, .users where !isAdmin: break
      default:
        guard let collection = source.collection, !schedule.missing.contains(collection) else {
          return
        }
        _ = try await puller.pull(collection, .recent)
        schedule.didLook(collection, now())
      }
    }
  }

  /// Fetches one thing anew, because somebody looks at it. It goes when the server says it is gone.
  public func refresh(_ ref: ItemRef) async {
    await look {
      // A row that is newer than the feed's cursor would be taken for old when the server is restored.
      if capabilities.hasChangeFeed {
        _ = try await puller.changes()
      } else {
        try await puller.refresh(ref)
      }
    }
  }

  /// Fetches the commission's settings, because an admin looks at them.
  public func fetchCommission() async {
    guard isAdmin else { return }
    await look {
      guard !schedule.missing.contains(.commission) else { return }
      _ = try await puller.pull(.commission)
      schedule.didLook(.commission, now())
    }
  }

  func look(_ work: () async throws -> Void) async {
    guard circuit.remaining(now()) == nil else { return }
    do { try await work() } catch let error as APIError {
      if error.isOffline { say(.offline(reason: error.recovery)) }
      if error.isSignedOut { say(.signedOut) }
    } catch {
      // A look that failed or was given up changes nothing; the next round tells of lasting faults.
    }
  }

  func takeLock() throws(PrivateFile.Problem) -> FileLock? {
    try FileLock.tryLock(mirror.folder + "/sync.lock")
  }

  func say(_ status: SyncStatus) { statusContinuation.yield(status) }
}

extension ListQuery.Source {
  /// The collection that a list is filled from; nil for those that are put together here.
  var collection: PullCollection? {
    switch self {
    case .podcasts: .podcasts
    case .movies(.kids): .kidsMovies
    case .movies: .movies
    case .music: .music
    case .stories: .stories
    case .documents: .documents
    case .feed: .posts
    case .events(.hosting), .events(.attending): .myEvents
    case .events: .events
    case .artists: .artists
    case .notifications: .notifications
    case .favorites: .favorites
    case .playlists: .playlists
    case .adminQueue: .adminQueue
    case .users: .users
    case .carousel: .posts
    case .content(let content): content.collection
    case .support: .support
    case .playlist, .comments, .recent, .similar, .search: nil
    }
  }
}
