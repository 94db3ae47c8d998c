import CNTKit
import Foundation

/// What happens in a round: the outbox first, then what is due.
extension SyncEngine {
  /// Pages of whole lists that are read in one round beside the news.
  static let slicePages = 10
  /// The server is asked anew what it offers after so long, seconds.
  static let probePause: TimeInterval = 3600

  /// Every list was answered, and none by the platform.
  private struct Unreadable: Error { var recovery: String }

  /// Runs a round; `least` is how long the server wants to be left in peace after it.
  func round() async -> (report: SyncReport, least: Duration?) {
    var report = SyncReport()
    var least: Duration?
    do {
      try await probe()
      try await sendOutbox(&report)
      try await sharePositions()
      if capabilities.hasChangeFeed {
        try await pullChanges(&report)
      } else {
        try await pullPages(&report)
      }
      wantsAll = false
      say(.idle(lastSync: now()))
    } catch let error as APIError {
      report.failure = error.recovery
      least = error.retryAfter
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
    return (report, least)
  }

  /// Asks the server what it offers beyond the deployed platform. Without an answer, what it last
  /// said is believed.
  func probe() async throws {
    let age = probed.map { now().timeIntervalSince($0) }
    guard wantsAll || age.map({ $0 < 0 || $0 > Self.probePause }) ?? true else { return }
    do {
      try learn(try await puller.api.call(.capabilities))
    } catch let error as APIError {
      switch error.reason {
      case .notFound: try learn(ServerCapabilities())
      case .transport, .signedOut, .rateLimited, .storage: throw error
      // An answer that says nothing takes nothing back.
      default: if error.retryAfter != nil { throw error }
      }
    }
    probed = now()
  }

  /// Takes over what the server offers. Without a feed, pages change rows that a feed would not tell
  /// of again: it is read from the beginning when it comes back.
  private func learn(_ offered: ServerCapabilities) throws {
    if capabilities.hasChangeFeed, !offered.hasChangeFeed { try mirror.forgetFeed() }
    try mirror.setCapabilities(offered)
    sender.capabilities = offered
  }

  // MARK: With a change feed

  private func pullChanges(_ report: inout SyncReport) async throws {
    say(.syncing("changes"))
    do {
      report.collections.append(try await puller.changes())
    } catch let error as APIError where error.reason == .notFound {
      // It was withdrawn: ask again what is offered.
      probed = nil
      try learn(ServerCapabilities())
      throw error
    }
    var failures = 0
    for collection in PullCollection.allCases where collection.isBesideFeed {
      guard isOffered(collection), wantsAll || schedule.isDue(collection, now()) else { continue }
      report.collections.append(try await pull(collection, .full, &failures))
    }
  }

  // MARK: With pages only

  private func pullPages(_ report: inout SyncReport) async throws {
    let isFull = wantsAll
    try mirror.indexSearch()
    var wishes = try mirror.wishes()
    var failures = 0
    for collection in PullCollection.allCases where isFull || schedule.isDue(collection, now()) {
      guard isOffered(collection) else { continue }
      try await sendNews(&wishes, &report)
      say(.syncing(collection.rawValue))
      report.collections.append(try await pull(collection, isFull ? .full : .recent, &failures))
    }
    // Where the lists are answered by something else (the page of a hotel's network, say), nobody may
    // be told that all is well. Some collections ask for nothing when there is nothing to ask for.
    let failed = report.collections.compactMap(\.failure)
    if failed.count > 1, report.collections.allSatisfy({ $0.fetched == 0 }) {
      throw Unreadable(recovery: failed[0])
    }
    if !isFull { try await continuePasses(&wishes, &report) }
  }

  /// Reads on in the lists whose pass is due, a few pages in all.
  private func continuePasses(_ wishes: inout Int, _ report: inout SyncReport) async throws {
    var pages = Self.slicePages
    var failures = 0
    for collection in PullCollection.allCases where schedule.isPassDue(collection, now()) {
      guard pages > 0, isOffered(collection) else { continue }
      try await sendNews(&wishes, &report)
      let slice = try await pull(collection, .slice(pages: pages), &failures)
      pages -= max(1, slice.fetched / PullMemory.firstSize)
      report.collections.append(slice)
    }
  }

  private func isOffered(_ collection: PullCollection) -> Bool {
    guard !schedule.missing.contains(collection) else { return false }
    // Who is no admin any more is told so by the account.
    return !collection.isForAdmins || (isAdmin && (try? mirror.profile())??.isAdmin != false)
  }

  /// A collection that the server does not offer, or answers badly, does not hold up the others; when
  /// two in a row get no answer, the network is at fault.
  private func pull(
    _ collection: PullCollection, _ depth: PullDepth, _ failures: inout Int
  ) async throws -> SyncReport.Collection {
    do {
      let result = try await puller.pull(collection, depth)
      failures = 0
      if depth != .recent { schedule.didPass(result, collection, now()) }
      if depth == .recent || depth == .full { schedule.didLook(collection, now()) }
      return result
    } catch let error as APIError {
      var result = SyncReport.Collection(name: collection.rawValue)
      switch error.reason {
      case .notFound:
        schedule.missing.insert(collection)
        result.isMissing = true
      case .transport(let transport):
        failures += 1
        if failures > 1 || !transport.requestMayHaveArrived { throw error }
        result.failure = error.recovery
      case .signedOut, .rateLimited, .storage: throw error
      default:
        // Who asks to be left in peace is left in peace.
        if error.retryAfter != nil { throw error }
        result.failure = error.recovery
      }
      return result
    }
  }

  // MARK: The outbox

  /// What a person did meanwhile goes first.
  private func sendNews(_ wishes: inout Int, _ report: inout SyncReport) async throws {
    let current = try mirror.wishes()
    if current != wishes { try await sendOutbox(&report) }
    wishes = current
  }

  func sendOutbox(_ report: inout SyncReport) async throws {
    guard try mirror.nextToSend(now: now()) != nil else { return }
    say(.syncing("outbox"))
    let outcome = try await sender.sendAll()
    report.sent += outcome.sent
    report.refused += outcome.refused
    report.postponed += outcome.postponed
    report.settling += outcome.settling
    if let stopped = outcome.stopped { throw stopped }
  }
}
