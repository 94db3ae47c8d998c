import SyncEngine

/// Something a person asked for in the shell, ready to be written.
struct Deed: Sendable, Hashable {
  var write: Write
  /// What it is done to, as a person reads it: `post/5`.
  var thing: String
  /// What was done: "liked".
  var past: String
}

/// What became of it, as the shell prints it.
struct DeedResult: Encodable, Hashable {
  enum State: String, Encodable {
    /// The server has it.
    case sent
    /// In the outbox, sent by whoever syncs next.
    case waiting
    /// The server does not want it; it stays in the outbox until it is retried or given up.
    case refused
    /// Its opposite had not been sent yet, so there was nothing to send at all.
    case undone
  }

  var thing: String
  var deed: String
  var state: State
  /// The post or comment that it made.
  var made: String?
  /// Why it waits or was refused.
  var reason: String?
  /// Its number in cnt outbox.
  var outbox: OutboxID

  init(
    _ thing: String, _ past: String, _ id: OutboxID, _ receipt: OutboxReceipt?,
    waitsBecause reason: String?
  ) {
    self.thing = thing
    made = receipt?.made.map(ThingNames.name)
    deed = past
    outbox = id
    switch receipt?.state {
    case .done: state = .sent
    case .failed: (state, self.reason) = (.refused, receipt?.failure)
    case nil: state = .undone
    case .queued, .sending, .uncertain: (state, self.reason) = (.waiting, reason)
    }
  }

  var plain: String {
    let done = "\(thing): \(deed)" + (made.map { " as \($0)" } ?? "")
    switch state {
    case .sent, .undone: return done
    case .waiting: return done + "; it waits in the outbox" + (reason.map { ": \($0)" } ?? "")
    case .refused: return "\(thing): not \(deed): \(reason ?? "the server refused it")"
    }
  }
}
