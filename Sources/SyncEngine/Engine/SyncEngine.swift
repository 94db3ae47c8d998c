import CNTKit
import Foundation

/// Keeps one mirror current and its outbox empty. The only part that talks to the API.
public actor SyncEngine {
  private let mirror: Mirror
  private let puller: Puller
  private let sender: Sender
  private let isAdmin: Bool
  private let clock: any Clock<Duration>
  private let now: @Sendable () -> Date
  private let random: @Sendable () -> Double
  private let wakeup = Wakeup()
  private let statusContinuation: AsyncStream<SyncStatus>.Continuation
  /// What the engine is doing, the newest last; for one reader.
  public nonisolated let status: AsyncStream<SyncStatus>
  private var lastSync: Date?
  private var missing: Set<PullCollection> = []
  /// Lists that are being fetched for somebody at this moment.
  private var looking: Set<ListQuery.Source> = []
  private var wantsAll = true
  /// What the server asked to be left in peace for, after the last round.
  private var notBefore: Duration?

  /// Between rounds while all is well.
  static let pause = Duration.seconds(30)
  /// Lists that do not move fast are looked at again after this long.
  static let fullPause: TimeInterval = 300

  public init(
    mirror: Mirror, api: APIClient, userID: Int, userName: String? = nil, isAdmin: Bool,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Date = { Date() },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.mirror = mirror
    self.isAdmin = isAdmin
    self.clock = clock
    self.now = now
    self.random = random
    puller = Puller(mirror: mirror, api: api, userID: userID, now: now)
    sender = Sender(mirror: mirror, api: api, userID: userID, now: now)
    (status, statusContinuation) = AsyncStream.makeStream(
      of: SyncStatus.self, bufferingPolicy: .bufferingNewest(16))
    try? mirror.setOwner(id: userID, name: userName)
  }

  /// A write was made, or somebody asked: do not wait for the next round.
  public nonisolated func nudge() { wakeup.ring() }

  /// Fetches everything anew at the next round, which begins now.
  public func syncSoon() {
    wantsAll = true
    missing = []
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
    return await round()
  }

  /// Syncs until cancelled. While another process holds the mirror's lock, that one does the work.
  public func run() async {
    var backoff = Backoff()
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
    defer {
      watch.cancel()
      withExtendedLifetime(lock) {}
    }
    while !Task.isCancelled {
      if lock == nil { lock = try? takeLock() }
      guard lock != nil else {
        say(.elsewhere)
        await wakeup.wait(atMost: .seconds(2), clock: clock)
        continue
      }
      let report = await round()
      if Task.isCancelled { break }
      var wait = Self.pause
      if report.failure == nil, report.postponed == 0 {
        backoff.succeeded()
      } else {
        wait = max(backoff.next(random: random()), notBefore ?? .zero)
      }
      await wakeup.wait(atMost: wait, clock: clock)
    }
  }

  /// Fetches what somebody is looking at.
  public func focus(_ source: ListQuery.Source) async {
    guard looking.insert(source).inserted else { return }
    defer { looking.remove(source) }
    await look {
      switch source {
      case .comments(let post) where post > 0: _ = try await puller.comments(of: post)
      case .adminQueue where !isAdmin: break
      default:
        guard let collection = source.collection, !missing.contains(collection) else { return }
        _ = try await puller.pull(collection, .recent)
      }
    }
  }

  /// Fetches one thing anew, because somebody looks at it. It goes when the server says it is gone.
  public func refresh(_ ref: ItemRef) async { await look { try await puller.refresh(ref) } }

  private func look(_ work: () async throws -> Void) async {
    do { try await work() } catch let error as APIError {
      if error.isOffline { say(.offline(reason: error.recovery)) }
      if error.isSignedOut { say(.signedOut) }
    } catch {
      // A look that failed or was given up changes nothing; the next round tells of lasting faults.
    }
  }

  private func takeLock() throws(PrivateFile.Problem) -> FileLock? {
    try FileLock.tryLock(mirror.folder + "/sync.lock")
  }

  private func say(_ status: SyncStatus) { statusContinuation.yield(status) }

  private func round() async -> SyncReport {
    var report = SyncReport()
    notBefore = nil
    do {
      try await sendOutbox(&report)
      let isFull = wantsAll || lastSync.map { now().timeIntervalSince($0) > Self.fullPause } ?? true
      try await pullAll(isFull ? .full : .recent, &report)
      if isFull {
        wantsAll = false
        lastSync = now()
      }
      say(.idle(lastSync: now()))
    } catch let error as APIError {
      report.failure = error.recovery
      notBefore = error.retryAfter
      say(error.isSignedOut ? .signedOut : .offline(reason: error.recovery))
    } catch let error as MirrorError {
      report.failure = error.recovery
      say(.offline(reason: error.recovery))
    } catch let error as Unreadable {
      report.failure = error.recovery
      say(.offline(reason: error.recovery))
    } catch is CancellationError {
      report.failure = "The sync was interrupted."
    } catch {
      report.failure = "The sync failed: \(error)."
      say(.offline(reason: report.failure ?? ""))
    }
    report.waiting = (try? mirror.counts().pendingWrites) ?? 0
    return report
  }

  /// Every list was answered, and none by the platform.
  private struct Unreadable: Error { var recovery: String }

  private func pullAll(_ depth: PullDepth, _ report: inout SyncReport) async throws {
    var wishes = try mirror.wishes()
    var failures = 0
    for collection in PullCollection.allCases where depth == .full || collection.strategy.isLively {
      guard isAdmin || !collection.isForAdmins, !missing.contains(collection) else { continue }
      // What a person did meanwhile goes first.
      let current = try mirror.wishes()
      if current != wishes { try await sendOutbox(&report) }
      wishes = current
      say(.syncing(collection.rawValue))
      report.collections.append(try await pull(collection, depth, &failures))
    }
    // Where the lists are answered by something else (the page of a hotel's network, say), nobody may
    // be told that all is well. Some collections ask for nothing when there is nothing to ask for.
    let failed = report.collections.compactMap(\.failure)
    if failed.count > 1, report.collections.allSatisfy({ $0.fetched == 0 }) {
      throw Unreadable(recovery: failed[0])
    }
  }

  /// A collection that the server does not offer, or answers badly, does not hold up the others; when
  /// two in a row get no answer, the network is at fault.
  private func pull(
    _ collection: PullCollection, _ depth: PullDepth, _ failures: inout Int
  ) async throws -> SyncReport.Collection {
    do {
      let result = try await puller.pull(collection, depth)
      failures = 0
      return result
    } catch let error as APIError {
      var result = SyncReport.Collection(name: collection.rawValue)
      switch error.reason {
      case .notFound:
        missing.insert(collection)
        result.isMissing = true
      case .transport(let transport):
        failures += 1
        if failures > 1 || !transport.requestMayHaveArrived { throw error }
        result.failure = error.recovery
      case .signedOut, .rateLimited, .storage: throw error
      default: result.failure = error.recovery
      }
      return result
    }
  }

  private func sendOutbox(_ report: inout SyncReport) async throws {
    guard try mirror.nextToSend(after: 0) != nil else { return }
    say(.syncing("outbox"))
    let outcome = try await sender.sendAll()
    report.sent += outcome.sent
    report.refused += outcome.refused
    report.postponed += outcome.postponed
    if let stopped = outcome.stopped { throw stopped }
  }
}

extension ListQuery.Source {
  /// The collection that fills a list.
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
    case .playlists, .playlist: .playlists
    case .adminQueue: .adminQueue
    case .comments, .recent, .search: nil
    }
  }
}
