import CNTKit
import Foundation

/// Sends what waits in the outbox, in order, once.
struct Sender: Sendable {
  let mirror: Mirror
  let api: APIClient
  let userID: Int
  let isAdmin: Bool
  let now: @Sendable () -> Date
  /// What the server offers beyond the deployed platform.
  var capabilities = ServerCapabilities()

  /// A request that was not answered may still be on its way, held up by a proxy or a busy server: it
  /// is not sent again before this has passed, seconds.
  var settlePause: TimeInterval = 20

  /// When this process tried what.
  var tries = TryTimes { ProcessInfo.processInfo.systemUptime }

  /// A server keeps keys for seven days; what is older than this is looked for instead, seconds.
  static let keyLife: TimeInterval = 6 * 86_400

  /// A fault of the server that repeats is told to the person instead of being tried for ever.
  static let mostAttempts = 8

  struct Outcome: Sendable {
    var sent = 0
    var refused = 0
    /// What the server has a fault with; it is tried again later.
    var postponed = 0
    /// What waits until an unanswered try can no longer arrive.
    var settling = 0
    /// Why sending stopped before the end.
    var stopped: APIError?
  }

  /// Sends until nothing is left, or until the network or the session fails. What one write does not
  /// get through does not hold up those about other things.
  func sendAll() async throws -> Outcome {
    var outcome = Outcome()
    var tried: Set<OutboxID> = []
    var blocked: Set<Write.Subject> = []
    var lost = 0
    while let entry = try mirror.nextToSend(without: tried, blocked: blocked, now: now()) {
      try Task.checkCancellation()
      tried.insert(entry.id)
      func block() { entry.write.subject.map { _ = blocked.insert($0) } }
      switch await send(entry) {
      case .unwanted: break
      case .tooSoon:
        outcome.settling += 1
        block()
      case .done(let answer):
        try mirror.complete(
          entry, answer, isTold: capabilities.hasChangeFeed, now: now())
        outcome.sent += 1
        lost = 0
      case .refused(let reason):
        try mirror.refuse(entry, reason)
        outcome.refused += 1
        lost = 0
      case .later(let error, let state):
        // What a person insisted on holds until a try may have arrived, whatever became of earlier ones.
        let insisted = entry.isInsisted && !error.mayHaveArrived
        switch state {
        case .surelyNotThere:
          try mirror.markQueued(entry.id, didArrive: false, insisted: insisted)
        case .harmless: try mirror.markQueued(entry.id, didArrive: true, insisted: insisted)
        case .uncertain:
          try mirror.mark(entry.id, .uncertain, failure: nil, insisted: insisted)
        }
        lost = isLost(error) ? lost + 1 : 0
        // One answer may be lost; when two in a row are, the network is at fault.
        guard lost < 2, isOfThisWrite(error) else {
          outcome.stopped = error
          return outcome
        }
        outcome.postponed += 1
        block()
      }
    }
    return outcome
  }

  private enum Result {
    case done(Answer)
    case refused(String)
    case later(APIError, Arrival)
    /// The last try may still arrive.
    case tooSoon
    /// It was taken back before it left.
    case unwanted
  }

  /// What is known of a write that was not answered.
  private enum Arrival {
    case surelyNotThere
    /// It may be there; sending it again changes nothing.
    case harmless
    /// It may be there, and must be looked for before it is sent again.
    case uncertain
  }

  /// What the server made of a write.
  enum Answer: Sendable {
    case nothing
    case post(CommunityPost)
    case made(MadeRow)
    case comment(Comment)
    case like(LikeResult)
    case support(SupportMessage)
    case document(DocumentAsset)
    case playlist(Playlist)
    /// nil where the server does not say what became of it.
    case playlistItem(PlaylistItem?)
  }

  /// Whether a request may have been carried out, and what came back says nothing of it.
  private func isLost(_ error: APIError) -> Bool {
    (error.isOffline || error.reason == .undecodable) && error.mayHaveArrived
  }

  /// Whether the fault may lie with this one write, so that the others need not wait for it.
  private func isOfThisWrite(_ error: APIError) -> Bool {
    guard error.retryAfter == nil else { return false }
    return error.reason == .server || isLost(error)
  }

  private func send(_ waiting: OutboxEntry) async -> Result {
    var entry = waiting
    // Whether any try of it may have left this machine.
    var mayHaveLeft = entry.sentAt != nil
    do {
      let settling = Settling(self, entry)
      if mayHaveLeft, !isRepeatable(entry) {
        // Sent before without an answer: look before sending again. What a look did not see while the
        // last try was still on its way may arrive behind its back.
        let isOnItsWay = try isOnItsWay(entry)
        if let answer = try await settling.answer() { return .done(answer) }
        if isOnItsWay { return .tooSoon }
        if !entry.isInsisted, try await !settling.seesAll() {
          return .refused(Self.unclear(entry.write))
        }
      } else if case .like(let post, let wanted) = entry.write,
        let known = try await knownLike(post, wanted)
      {
        return .done(.like(known))
      }
      guard let write = try await named(entry) else { return .done(.nothing) }
      entry.write = write
      if let objection = try await settling.objection() { return .refused(objection) }
      let hasKeys = capabilities.hasIdempotencyKeys
      let isKeyed = hasKeys && (!mayHaveLeft || entry.isKeyed)
      let floor = isKeyed ? nil : try await settling.floor()
      guard
        try mirror.markSending(entry.id, floor: floor, isKeyed: isKeyed, now: now())
      else { return .unwanted }
      tries.note(entry.id)
      do {
        return .done(try await carryOut(entry, key: hasKeys ? entry.key : nil))
      } catch let error as APIError {
        mayHaveLeft = mayHaveLeft || error.mayHaveArrived
        throw error
      } catch {
        mayHaveLeft = true
        throw error
      }
    } catch let error as APIError {
      return judge(error, entry, mayHaveLeft)
    } catch is CancellationError {
      let error = TransportError(.cancelled, requestMayHaveArrived: mayHaveLeft)
      return judge(APIError(.transport(error)), entry, mayHaveLeft)
    } catch let error as MirrorError {
      // Nothing leaves that could not be written down first.
      return judge(APIError(.storage(recovery: error.recovery)), entry, mayHaveLeft)
    } catch {
      return judge(APIError(.storage(recovery: "\(error)")), entry, mayHaveLeft)
    }
  }

  /// What is said when nobody can see whether a post arrived.
  static let unclear =
    "No answer came, and this server does not show posts that wait for approval: ask an admin "
    + "whether it arrived, then discard it here or retry."

  /// What is said when nobody can see whether an entry of a playlist arrived.
  static let unclearItem =
    "No answer came, and this server does not show what is in a playlist: discard it here, or retry "
    + "if it must be in there even twice."

  /// What is said when nobody can see whether a film arrived.
  static let unclearMovie =
    "No answer came, and this server does not show films that wait for approval: ask an admin whether "
    + "it arrived, then discard it here or retry."

  private static func unclear(_ write: Write) -> String {
    switch write.madeKind {
    case .post: unclear
    case .movie: unclearMovie
    default: unclearItem
    }
  }

  /// Whether the server itself sees to it that a repeat is carried out once.
  private func isRepeatable(_ entry: OutboxEntry) -> Bool {
    guard capabilities.hasIdempotencyKeys, entry.isKeyed, let sent = entry.sentAt else {
      return false
    }
    return abs(now().timeIntervalSince(sent)) < Self.keyLife
  }

  private func isOnItsWay(_ entry: OutboxEntry) throws -> Bool {
    // A clock may be set while the process runs; the time since its start cannot.
    if let age = tries.age(of: entry.id) { return age < settlePause }
    guard let tried = entry.triedAt else { return false }
    let age = now().timeIntervalSince(tried)
    if age < 0 {
      // The clock was set back: nobody knows how long ago it was, so the wait begins now.
      try mirror.noteTry(entry.id, at: now())
      tries.note(entry.id)
      return true
    }
    return age < settlePause
  }

  /// What follows from an error. `mayHaveLeft`: this try, or one before it, may have arrived.
  private func judge(_ error: APIError, _ entry: OutboxEntry, _ mayHaveLeft: Bool) -> Result {
    if error.isPermanent {
      return isWantedState(error, entry.write)
        ? .done(.nothing) : .refused(entry.write.refusal(error) ?? error.recovery)
    }
    if case .server = error.reason, entry.attempts + 1 >= Self.mostAttempts {
      return .refused(error.recovery)
    }
    guard mayHaveLeft else { return .later(error, .surelyNotThere) }
    return .later(error, entry.write.isIdempotent ? .harmless : .uncertain)
  }

  /// Whether a refusal says that what was wanted is so already: somebody else decided, left or
  /// removed it meanwhile.
  private func isWantedState(_ error: APIError, _ write: Write) -> Bool {
    let saysAlready = error.detail.lowercased().contains("already")
    switch (write, error.reason) {
    case (.reject, .notFound), (.markRead, .notFound), (.seeSupport, .notFound),
      (.deleteDocument, .notFound):
      return true
    case (.deleteUser, .notFound), (.deleteContent, .notFound), (.archive, .notFound):
      return !error.isUnknownRoute
    case (.removeFromPlaylist, .notFound): return !error.isUnknownRoute
    case (.favorite(_, false), .notFound), (.follow(_, false), .notFound),
      (.attend(_, false), .notFound), (.attend(_, false), .refused), (.deleteEvent, .notFound):
      return true
    // The conflict of a decision is that it was decided otherwise.
    case (.approve, .refused), (.reject, .refused): return saysAlready
    case (.follow, .refused), (.follow, .conflict), (.attend(_, true), .refused),
      (.closeSupport, .refused), (.closeSupport, .conflict),
      (.attend(_, true), .conflict), (.favorite(_, true), .refused),
      (.favorite(_, true), .conflict):
      return saysAlready || error.reason == .conflict
    default: return false
    }
  }
}
