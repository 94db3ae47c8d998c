import Foundation

/// What the engine is doing, for an indicator.
public enum SyncStatus: Sendable, Hashable {
  case idle(lastSync: Date?)
  /// What is being fetched or sent, in words.
  case syncing(String)
  /// The server cannot be reached, and why.
  case offline(reason: String)
  /// Only a new sign-in helps.
  case signedOut
  /// Another process syncs this mirror.
  case elsewhere
}

/// What one round did.
public struct SyncReport: Sendable, Hashable {
  public struct Collection: Sendable, Hashable {
    public var name: String
    public var fetched = 0
    public var added = 0
    public var changed = 0
    /// Rows that were fetched and are as they were.
    public var unchanged: Int { max(0, fetched - added - changed) }
    /// Why it could not be fetched; the mirror keeps what it had.
    public var failure: String?
    /// The server does not offer it.
    public var isMissing = false
    /// The whole list was read.
    var isComplete = false
    /// Rows are missing for the first time: look again soon.
    var hasSuspects = false

    mutating func count(_ rows: Int, _ result: ApplyResult) {
      fetched += rows
      added += result.added
      changed += result.changed
    }

    mutating func add(_ other: Collection) {
      fetched += other.fetched
      added += other.added
      changed += other.changed
      isComplete = isComplete || other.isComplete
      hasSuspects = hasSuspects || other.hasSuspects
    }
  }

  public var sent = 0
  public var refused = 0
  /// Writes that the server had a fault with; they are tried again.
  public var postponed = 0
  /// Writes whose last try may still arrive; they are looked at again soon.
  public var settling = 0
  public var waiting = 0
  public var collections: [Collection] = []
  /// Why the round did not finish.
  public var failure: String?

  /// A line for each thing that was done.
  public var lines: [String] {
    var lines = ["outbox: \(sent) sent, \(refused) refused, \(waiting) waiting"]
    for collection in collections {
      if collection.isMissing {
        lines.append("\(collection.name): not offered by this server")
      } else if let failure = collection.failure {
        lines.append("\(collection.name): \(failure)")
      } else {
        lines.append(
          "\(collection.name): \(collection.fetched) fetched, \(collection.added) new, "
            + "\(collection.changed) changed")
      }
    }
    return lines
  }
}
