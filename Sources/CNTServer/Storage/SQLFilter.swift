import GRDB

/// Conditions of a query with their values; values never become part of the SQL.
struct SQLFilter: Sendable {
  private var conditions: [String] = []
  private var values: [DatabaseValue] = []

  mutating func add(_ condition: String, _ arguments: (any DatabaseValueConvertible)?...) {
    conditions.append(condition)
    values += arguments.map { $0?.databaseValue ?? .null }
  }

  /// Rows whose column is one of these; one statement however many there are.
  mutating func add(_ column: String, in ids: [Int]) {
    add("\(column) IN (SELECT value FROM json_each(?))", ids.description)
  }

  var sql: String {
    conditions.isEmpty ? "" : "WHERE " + conditions.map { "(\($0))" }.joined(separator: " AND ")
  }

  var arguments: StatementArguments { StatementArguments(values) }
}

/// Who sees content that is not approved.
enum Visibility {
  /// True of what a person sees: everybody what is approved, its maker what waits or was refused, admins
  /// all of it. `row` stands before each column, `person` is SQL, too. The plus keeps SQLite from
  /// collecting all approved rows by index when only some ids are asked for.
  static func rule(
    _ table: ContentTable, _ row: String = "", to person: String, orAdmin: Bool = false
  ) -> String {
    let shown =
      switch table {
      case .podcasts, .movies:
        "+\(row)status = 'approved' OR \(row)creator_id = \(person)"
      case .music: "\(row)is_published = 1"
      case .stories: "1"
      }
    return orAdmin
      ? "\(shown) OR (SELECT is_admin FROM users WHERE users.id = \(person))" : shown
  }

  /// Podcasts or films that a viewer sees.
  static func condition(_ viewer: Call.Viewer?) -> SQLFilter {
    var filter = SQLFilter()
    guard viewer?.isAdmin != true else { return filter }
    filter.add(rule(.podcasts, to: "?"), viewer?.id ?? -1)
    return filter
  }

  /// `%` and `_` mean themselves in what a person searches for.
  static func like(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("%", with: "\\%")
      .replacing("_", with: "\\_")
    return "%\(escaped)%"
  }
}
