/// Walks through a list by `skip` and `limit`: where the next page begins, and when to stop. Knows
/// nothing of the network.
struct PageWalk: Sendable {
  /// Where a walk through a whole list is; kept on the disk between its slices.
  struct Place: Sendable, Hashable {
    var skip = 0
    /// How far down the list any page reached.
    var farthest = 0
    var stepsBack = 0
    /// Whether every page continued the one before: nothing can have been missed.
    var isClean = true
  }

  enum Reach: Sendable, Hashable {
    /// Until a page brings no news, or `pages` were read.
    case news(pages: Int)
    case end
  }

  private(set) var place: Place
  private(set) var seen: Set<Int>
  private(set) var isOver = false
  private let reach: Reach
  private var pages = 0
  private var gaps = 0
  private var last = LastPage()

  private struct LastPage {
    var count = 0
    var asked = 0
    var isNew = false
    var hasGap = false
  }

  /// A list that loses more rows than pages overlap while it is paged is gone back to this often.
  static let mostStepsBack = 8
  /// A list whose pages never continue one another is left after so many.
  static let mostGaps = 1000
  /// What servers that hold down `limit` commonly hold it down to.
  static let commonCaps: Set<Int> = [10, 20, 25, 30, 50, 100, 200, 250]

  init(_ reach: Reach, from place: Place = Place(), seen: Set<Int> = []) {
    self.reach = reach
    self.place = place
    self.seen = seen
  }

  /// Where the next page begins, or nil at the end.
  var nextSkip: Int? {
    if case .news(let most) = reach, pages >= most { return nil }
    return isOver || pages >= PullStrategy.mostPages ? nil : place.skip
  }

  /// Takes the ids of a page that was asked for with a limit of `asked`; returns which of its places
  /// hold ids that no page had before.
  mutating func take(_ ids: [Int], asked: Int) -> Set<Int> {
    pages += 1
    // Pages overlap: one that begins with a stranger, or is empty where there were rows, has moved
    // up, and rows before it were missed.
    let isAfterRows = place.skip > 0 && !seen.isEmpty
    let beginsStrange = ids.first.map { !seen.contains($0) } ?? (place.farthest > place.skip)
    let fresh = Set(ids.indices.filter { seen.insert(ids[$0]).inserted })
    last = LastPage(
      count: ids.count, asked: asked, isNew: !fresh.isEmpty, hasGap: isAfterRows && beginsStrange)
    return fresh
  }

  /// Decides what follows the page taken last. `isNews`: it changed something here.
  mutating func step(total: Int?, isNews: Bool) {
    let end = place.skip + last.count
    defer { place.farthest = max(place.farthest, end) }
    if last.hasGap {
      if place.stepsBack < Self.mostStepsBack, place.skip > 0 {
        place.stepsBack += 1
        place.skip = max(0, place.skip - max(last.asked / 2, PullStrategy.overlap + 1))
        return
      }
      place.isClean = false
      gaps += 1
    }
    var isOld = false
    if case .news = reach { isOld = !isNews }
    let isRepeat = !last.isNew && end > place.farthest
    isOver =
      last.count == 0 || isOld || isRepeat || isLast(total: total)
      || gaps >= Self.mostGaps
    place.skip += max(1, last.count - PullStrategy.overlap)
  }

  private func isLast(total: Int?) -> Bool {
    // Who answers with more than was asked for does not page.
    if last.count > last.asked { return true }
    if let total, total > 0 { return place.skip + last.count >= total }
    return last.count < last.asked && !Self.commonCaps.contains(last.count)
  }
}
