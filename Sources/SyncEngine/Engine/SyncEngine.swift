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
  private var wantsAll = true

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
      // Writes of other processes arrive as commits.
      for await _ in mirror.changes() {
        if (try? mirror.nextToSend(after: 0)) != nil { wakeup.ring() }
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
      if report.failure == nil {
        backoff.succeeded()
      } else {
        wait = backoff.next(random: random())
      }
      await wakeup.wait(atMost: wait, clock: clock)
    }
  }

  /// Fetches what somebody is looking at.
  public func focus(_ source: ListQuery.Source) async {
    do {
      switch source {
      case .comments(let post) where post > 0: _ = try await puller.comments(of: post)
      case .notifications: _ = try await puller.pull(.notifications)
      case .adminQueue where isAdmin: _ = try await puller.pull(.adminQueue)
      case .favorites: _ = try await puller.pull(.favorites)
      case .playlists, .playlist: _ = try await puller.pull(.playlists)
      default: return
      }
    } catch let error as APIError {
      if error.isOffline { say(.offline(reason: error.recovery)) }
      if error.isSignedOut { say(.signedOut) }
    } catch {
      // A cancelled look changes nothing.
    }
  }

  private func takeLock() throws(PrivateFile.Problem) -> FileLock? {
    try FileLock.tryLock(mirror.folder + "/sync.lock")
  }

  private func say(_ status: SyncStatus) { statusContinuation.yield(status) }

  private func round() async -> SyncReport {
    var report = SyncReport()
    do {
      try await sendOutbox(&report)
      let isFull = wantsAll || lastSync.map { now().timeIntervalSince($0) > Self.fullPause } ?? true
      for collection in PullCollection.allCases where isFull || collection.isLively {
        guard isAdmin || !collection.isForAdmins, !missing.contains(collection) else { continue }
        // What a person did meanwhile goes first.
        if try mirror.nextToSend(after: 0)?.state == .queued { try await sendOutbox(&report) }
        say(.syncing(collection.rawValue))
        report.collections.append(try await pull(collection))
      }
      if isFull {
        wantsAll = false
        lastSync = now()
      }
      report.waiting = try mirror.counts().pendingWrites
      say(.idle(lastSync: now()))
    } catch let error as APIError {
      report.failure = error.recovery
      report.waiting = (try? mirror.counts().pendingWrites) ?? 0
      say(error.isSignedOut ? .signedOut : .offline(reason: error.recovery))
    } catch let error as MirrorError {
      report.failure = error.recovery
      say(.offline(reason: error.recovery))
    } catch is CancellationError {
      report.failure = "The sync was interrupted."
    } catch {
      report.failure = "The sync failed: \(error)."
      say(.offline(reason: report.failure ?? ""))
    }
    return report
  }

  /// A collection that the server does not offer, or answers badly, does not hold up the others.
  private func pull(_ collection: PullCollection) async throws -> SyncReport.Collection {
    do {
      return try await puller.pull(collection)
    } catch let error as APIError {
      var result = SyncReport.Collection(name: collection.rawValue)
      switch error.reason {
      case .notFound:
        missing.insert(collection)
        result.isMissing = true
      case .transport, .signedOut, .rateLimited, .storage: throw error
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
    if let stopped = outcome.stopped { throw stopped }
  }
}

extension PullCollection {
  /// Whether it moves fast enough to be looked at in every round.
  var isLively: Bool {
    switch self {
    case .posts, .notifications, .comments, .adminQueue: true
    default: false
    }
  }
}
