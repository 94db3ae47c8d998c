import CNTKit
import Foundation
import GRDB

/// Rows of the table of what is on its way to the platform.
enum PublicationRow {
  static let sql = """
    CREATE TABLE publication (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      content TEXT NOT NULL,                -- JSON, with the addresses of the files that are up
      files TEXT NOT NULL,                  -- JSON
      title TEXT NOT NULL,
      state TEXT NOT NULL,
      created_at INTEGER NOT NULL,          -- microseconds since 1970
      rate INTEGER NOT NULL DEFAULT 0,      -- bytes a second
      attempts INTEGER NOT NULL DEFAULT 0, faults INTEGER NOT NULL DEFAULT 0,
      not_before INTEGER,                   -- microseconds since 1970
      failure TEXT,
      generation INTEGER NOT NULL DEFAULT 0,
      outbox_id INTEGER, finished_at INTEGER
    );
    CREATE INDEX publication_open ON publication(id) WHERE state <> 'done';
    """

  static func json(_ value: some Encodable) throws -> String {
    String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
  }

  static func fetch(
    _ db: Database, _ condition: String, _ arguments: StatementArguments = []
  ) throws -> [Publication] {
    try GRDB.Row.fetchAll(
      db.cachedStatement(sql: "SELECT * FROM publication WHERE \(condition) ORDER BY id"),
      arguments: arguments
    ).compactMap(publication)
  }

  private static func publication(_ row: GRDB.Row) -> Publication? {
    func decoded<Value: Decodable>(_ type: Value.Type, _ column: String) -> Value? {
      (row[column] as String?).flatMap { try? JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
    guard let content = decoded(Publication.Content.self, "content"),
      let files = decoded([PublicationFile].self, "files"),
      let state = Publication.State(rawValue: row["state"])
    else { return nil }
    return Publication(
      id: row["id"], content: content, title: row["title"], state: state, files: files,
      createdAt: Date(microseconds: row["created_at"]), rate: row["rate"],
      failure: row["failure"],
      notBefore: (row["not_before"] as Int?).map { Date(microseconds: $0) },
      outboxID: row["outbox_id"], attempts: row["attempts"], faults: row["faults"],
      generation: row["generation"])
  }
}
