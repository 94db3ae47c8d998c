import CNTKit
import Foundation
import GRDB

/// Rows of the table of the downloads.
enum DownloadRow {
  /// In the order in which they are fetched.
  static let order = "priority DESC, requested_at, rowid"

  static func fetch(
    _ db: Database, _ condition: String = "1", _ arguments: StatementArguments = [],
    order: String = DownloadRow.order
  ) throws -> [Download] {
    try GRDB.Row.fetchAll(
      db.cachedStatement(
        sql: "SELECT * FROM download WHERE part = 'media' AND (\(condition)) ORDER BY \(order)"),
      arguments: arguments
    ).compactMap(download)
  }

  static func one(_ db: Database, _ ref: ItemRef) throws -> Download? {
    try fetch(db, "kind = ? AND id = ?", key(ref)).first
  }

  static func key(_ ref: ItemRef) -> StatementArguments { [ref.kind.rawValue, ref.id] }

  private static func download(_ row: GRDB.Row) -> Download? {
    guard let kind = ItemKind(rawValue: row["kind"]),
      let state = Download.State(rawValue: row["state"])
    else { return nil }
    func date(_ column: String) -> Date? {
      (row[column] as Int?).map { Date(microseconds: $0) }
    }
    var download = Download(
      ref: ItemRef(kind: kind, id: row["id"]), title: row["title"], url: row["url"], state: state,
      priority: Download.Priority(rawValue: row["priority"]) ?? .normal, isPinned: row["pinned"],
      isAuto: row["is_auto"], bytes: row["bytes"], total: row["total"], attempts: row["attempts"],
      notBefore: date("not_before"), failure: row["failure"],
      requestedAt: date("requested_at") ?? .distantPast, finishedAt: date("finished_at"),
      usedAt: date("used_at"))
    download.name = row["name"]
    download.fileExtension = row["extension"]
    download.validator = row["validator"]
    download.digests =
      (row["digests"] as String?).flatMap {
        try? JSONDecoder().decode([BodyDigest].self, from: Data($0.utf8))
      } ?? []
    download.faults = row["faults"]
    download.lacks = (row["lacks"] as String?).flatMap(DownloadProblem.Room.init)
    download.generation = row["generation"]
    return download
  }

  /// Bytes that the others take, or will have taken when what is under way is here.
  static func bytesOfOthers(_ db: Database, than ref: ItemRef?) throws -> Int {
    try Int.fetchOne(
      db,
      sql: """
        SELECT coalesce(sum(CASE state WHEN 'running' THEN max(bytes, coalesce(total, 0))
          ELSE bytes END), 0)
        FROM download WHERE NOT (kind IS ? AND id IS ?)
        """, arguments: [ref?.kind.rawValue, ref?.id]) ?? 0
  }

  static func quota(_ db: Database) throws -> Int {
    try number(db, DownloadSettings.quotaKey) ?? DownloadSettings.standardQuota
  }

  static func number(_ db: Database, _ key: String) throws -> Int? {
    try String.fetchOne(db, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key])
      .flatMap { Int($0) }
      .map { max(0, $0) }
  }
}
