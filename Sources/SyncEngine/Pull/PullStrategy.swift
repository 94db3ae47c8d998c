/// How a collection of the platform can be kept current: no list takes a cursor or a "since", most
/// have no order, and none shows deletions but the ones that are given in full.
struct PullStrategy: Sendable, Hashable {
  enum Order: Sendable, Hashable {
    /// News is on the first pages, and pushes the rest down while one pages.
    case newestFirst
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

  /// What tells that a row is another than before.
  enum ChangeSignal: Sendable, Hashable {
    /// Only its content: counters and states change without a time.
    case content
    /// As `content`; what is not in the list is gone, too.
    case contentAndAbsence
  }

  var order: Order
  var shape: Shape
  var signal: ChangeSignal = .content
  var pageSize = 100
  /// Rows that a page repeats of the one before, so that small shifts lose nothing.
  var overlap = 5
  /// Whether it moves fast enough to be looked at in every round.
  var isLively = false

  /// Beyond this a list is longer than anybody's, or the server plays tricks.
  static let mostPages = 5000
  /// Pages of a look at the news only.
  static let recentPages = 3

  static let unordered = PullStrategy(order: .unordered, shape: .pages)
  static let whole = PullStrategy(order: .unordered, shape: .whole)
}

/// How far a pull goes.
enum PullDepth: Sendable, Hashable {
  /// The first pages, until one brings nothing new.
  case recent
  case full
}
