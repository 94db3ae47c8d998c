import SyncEngine

/// A list of the mirror from end to end, a window at a time: a million rows take the memory of a few
/// hundred.
struct RowStream: Sendable {
  var mirror: Mirror
  var query: ListQuery
  private static let window = 500

  /// Calls `body` with each row in the order of the list, until it returns false. `after`: the thing
  /// to go on behind, or nil to begin at the start.
  func forEach(after: ItemRef? = nil, _ body: (Row) throws -> Bool) throws {
    var anchor = Anchor.first
    if let after {
      let here = try mirror.window(query, anchor: .at(after), limit: 1).rows.first
      guard let here, here.item.ref == after else {
        throw Failure(
          sentence: "What is named by --after is not in this list: name a thing that it prints.",
          code: .noInput)
      }
      anchor = .after(here.key)
    }
    while true {
      let window = try mirror.window(query, anchor: anchor, limit: Self.window)
      for row in window.rows where try !body(row) { return }
      guard window.hasAfter, let last = window.rows.last else { return }
      anchor = .after(last.key)
    }
  }
}
