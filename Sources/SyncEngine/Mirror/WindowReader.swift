import GRDB

/// Cuts windows out of a list that can be read from any place in either direction.
struct WindowReader {
  /// At most `count` rows from `key` on, or from the end where one begins when it is nil. `includes`:
  /// the row at `key` itself, too. Backwards, the row nearest to `key` comes first.
  var fetch: (_ from: RowKey?, _ includes: Bool, _ forward: Bool, _ count: Int) throws -> [Row]
  /// Where an item is in the order.
  var locate: (ItemRef) throws -> RowKey?

  func window(_ anchor: Anchor, limit: Int) throws -> ListWindow {
    switch anchor {
    case .first: return try forward(from: nil, includes: false, hasBefore: false, limit)
    case .last: return try backward(from: nil, hasAfter: false, limit)
    case .after(let key): return try forward(from: key, includes: false, hasBefore: true, limit)
    case .before(let key): return try backward(from: key, hasAfter: true, limit)
    case .at(let ref):
      guard let key = try locate(ref) else { return try window(.first, limit: limit) }
      let hasBefore = try !fetch(key, false, false, 1).isEmpty
      return try forward(from: key, includes: true, hasBefore: hasBefore, limit)
    }
  }

  private func forward(
    from key: RowKey?, includes: Bool, hasBefore: Bool, _ limit: Int
  ) throws -> ListWindow {
    let rows = try fetch(key, includes, true, limit + 1)
    return ListWindow(
      rows: Array(rows.prefix(limit)), hasBefore: hasBefore, hasAfter: rows.count > limit)
  }

  private func backward(from key: RowKey?, hasAfter: Bool, _ limit: Int) throws -> ListWindow {
    let rows = try fetch(key, false, false, limit + 1)
    return ListWindow(
      rows: rows.prefix(limit).reversed(), hasBefore: rows.count > limit, hasAfter: hasAfter)
  }
}
