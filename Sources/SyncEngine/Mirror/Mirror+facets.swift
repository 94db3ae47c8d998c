import GRDB

extension Mirror {
  /// The filters that a list offers: those of its kind, then the values that its rows have (categories,
  /// genres), at most 60 of them.
  public func facets(_ source: ListQuery.Source) throws -> [ListFilter] {
    let offered = ListFilter.offered(for: source)
    switch source {
    case .podcasts: return offered + (try categories(in: "podcast"))
    case .movies: return offered + (try categories(in: "movie"))
    case .music:
      return offered
        + (try read { db in
          try String.fetchAll(db, sql: Self.distinct("genre COLLATE NOCASE", in: "track"))
        }).filter { !$0.isEmpty }.map(ListFilter.genre)
    default: return offered
    }
  }

  private func categories(in table: String) throws -> [ListFilter] {
    try read { db in
      try Int.fetchAll(db, sql: Self.distinct("category_id", in: table)).map(ListFilter.category)
    }
  }

  /// The values of an indexed column, by jumping from each to the next: their number counts, not the
  /// number of rows.
  private static func distinct(_ column: String, in table: String) -> String {
    """
    WITH RECURSIVE value(x) AS (
      SELECT min(\(column)) FROM \(table)
      UNION ALL
      SELECT (SELECT min(\(column)) FROM \(table) WHERE \(column) > x) FROM value
      WHERE x IS NOT NULL
    ) SELECT x FROM value WHERE x IS NOT NULL LIMIT 60
    """
  }
}
