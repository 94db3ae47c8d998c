/// Walks through a list by `skip` and `limit`: where the next page begins, and when to stop. Knows
/// nothing of the network.
struct PageWalk {
  private let strategy: PullStrategy
  private let depth: PullDepth
  private var seen: Set<Int> = []
  private var skip = 0
  private var pages = 0
  private var stepsBack = 0
  private var isOver = false
  /// How far down the list any page reached.
  private var farthest = 0
  private var last: (count: Int, isNew: Bool, hasGap: Bool) = (0, false, false)

  /// A list that loses more rows than pages overlap while it is paged is gone back to this often.
  static let mostStepsBack = 8
  /// What servers that hold down `limit` commonly hold it down to.
  static let commonCaps: Set<Int> = [10, 20, 25, 30, 50]

  init(_ strategy: PullStrategy, _ depth: PullDepth) {
    self.strategy = strategy
    self.depth = depth
  }

  /// Where the next page begins, or nil at the end.
  var nextSkip: Int? {
    let most = depth == .recent ? PullStrategy.recentPages : PullStrategy.mostPages
    return isOver || pages >= most ? nil : skip
  }

  /// Takes the ids of a page; returns which of its places hold ids that no page had before.
  mutating func take(_ ids: [Int]) -> Set<Int> {
    pages += 1
    // Pages overlap: one that begins with a stranger has moved up, and rows before it were missed.
    let hasGap = skip > 0 && ids.first.map { !seen.contains($0) } ?? false
    let fresh = Set(ids.indices.filter { seen.insert(ids[$0]).inserted })
    last = (ids.count, !fresh.isEmpty, hasGap)
    return fresh
  }

  /// Decides what follows the page taken last. `isNews`: it changed something here.
  mutating func step(total: Int?, isNews: Bool) {
    let end = skip + last.count
    defer { farthest = max(farthest, end) }
    if last.hasGap, stepsBack < Self.mostStepsBack {
      stepsBack += 1
      skip = max(0, skip - strategy.pageSize / 2)
      return
    }
    let isOld = depth == .recent && strategy.order == .newestFirst && !isNews
    let isRepeat = !last.isNew && end > farthest
    isOver = last.count == 0 || isOld || isRepeat || isLast(total: total)
    skip += max(1, last.count - strategy.overlap)
  }

  private func isLast(total: Int?) -> Bool {
    if let total, total > 0 { return skip + last.count >= total }
    return last.count < strategy.pageSize && !Self.commonCaps.contains(last.count)
  }
}
