import Foundation

/// How a collection of the platform can be kept current: no list takes a cursor or a "since", most
/// have no order, and none tells of deletions.
struct PullStrategy: Sendable, Hashable {
  enum Order: Sendable, Hashable {
    /// News is on the first pages, and pushes the rest down while one pages.
    case newestFirst
    /// News may be anywhere; in practice it is at the end or at the beginning.
    case unordered
  }

  enum Shape: Sendable, Hashable {
    /// `skip` and `limit`, or `offset` and `limit`.
    case pages
    /// In one piece.
    case whole
    /// A question for each of some things that are known.
    case each
  }

  /// What tells that a row is gone. An edit is always told by the row's content: counters and states
  /// change without a time.
  enum DeletionSignal: Sendable, Hashable {
    /// Nothing does; what is gone is found out when somebody looks at it.
    case none
    /// Two complete passes without it, or a 404 of its own, of the rows that the list would hold:
    /// a condition in SQL on the kind's table.
    case twoPasses(where: String)
    /// The list is given in full; what is missing is asked for once more before it goes.
    case askedTwice
  }

  var order: Order = .unordered
  var shape: Shape
  var deletion: DeletionSignal = .none
  /// The news is looked at again after so long, seconds.
  var freshness: TimeInterval

  /// Rows that a page repeats of the one before, so that small shifts are seen and lose nothing.
  static let overlap = 5
  /// Beyond this a list is longer than anybody's, or the server plays tricks.
  static let mostPages = 100_000
  /// Pages of a look at the news only.
  static let recentPages = 10
  /// A complete pass over a list begins again after so long, seconds; sooner when rows are missing.
  static let passPause: TimeInterval = 300
}

/// How far a pull goes.
enum PullDepth: Sendable, Hashable {
  /// Where the news is.
  case recent
  /// The next pages of the pass that goes through the whole list, over many rounds and restarts.
  case slice(pages: Int)
  /// Everything, now.
  case full
}
