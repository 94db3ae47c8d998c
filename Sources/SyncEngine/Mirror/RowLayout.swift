import GRDB

/// The columns of a kind's table and the statements over them; made once for each kind.
struct RowLayout: Sendable {
  /// Names as SQL, in the order in which an entity writes its values.
  let columns: [String]
  /// Inserts a row, or replaces its values where the id is known. Takes the values, then `sort_key`,
  /// `hash`, `seen_at`, and `id`.
  let upsert: String
  /// The columns, then `sort_key`: what tells one version of a row from another.
  let compared: [String]
  /// Reads them by `id`.
  let select: String

  static func of(_ kind: ItemKind) -> RowLayout { all[SearchIndex.code(kind)] }

  private static let all = ItemKind.allCases.map { RowLayout(MirrorEntities.type(of: $0)) }

  private init(_ entity: any MirrorEntity.Type) {
    columns = entity.columns.split(separator: ",").map { definition in
      String(definition.drop { $0 == " " || $0 == "\n" }.prefix { $0 != " " })
    }
    compared = columns + ["sort_key"]
    select = "SELECT \(compared.joined(separator: ", ")) FROM \(entity.table) WHERE id = ?"
    let written = compared + ["hash", "seen_at"]
    let marks = repeatElement("?", count: written.count + 1).joined(separator: ", ")
    let changes = written.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    upsert = """
      INSERT INTO \(entity.table) (\(written.joined(separator: ", ")), id, first_seen)
      VALUES (\(marks), ?\(written.count))
      ON CONFLICT (id) DO UPDATE SET \(changes)
      """
  }
}
