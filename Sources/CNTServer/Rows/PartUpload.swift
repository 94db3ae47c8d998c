import Foundation
import GRDB

/// An upload that comes in parts: its row.
struct PartUpload: Sendable {
  var id: String
  var length: Int
  /// What is known to be on the disk.
  var received: Int
  var metadata: String
  var touchedAt: Int
  /// What it was answered when it was finished.
  var answer: Data?

  /// Of one person, while they are not finished.
  static let most = 20
  static let mostBytes = 2 << 30
  /// How long a finished one is remembered, seconds: as long as keys are.
  static let keptSeconds = KeyedWrite.keptSeconds

  /// When it ends unless more comes, seconds since 1970.
  var end: Int { touchedAt + Tus.lifetime }

  static let notFound = Problem.notFound("Upload")

  /// One of a person's own; what somebody else has, and what has ended, is not there.
  static func find(
    _ db: Database, _ id: String, of viewer: Call.Viewer, now: Date
  ) throws -> PartUpload {
    try viewer.confirm(db)
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT * FROM part_uploads WHERE id = ? AND user_id = ?",
        arguments: [id, viewer.id])
    else { throw notFound }
    let upload = PartUpload(
      id: row["id"], length: row["length"], received: row["received"], metadata: row["metadata"],
      touchedAt: row["touched_at"], answer: row["answer"])
    guard upload.answer != nil || upload.end > Int(now.timeIntervalSince1970) else {
      throw notFound
    }
    return upload
  }

  /// Begins one and returns its id, which nobody can guess.
  static func make(
    _ db: Database, of viewer: Call.Viewer, length: Int, metadata: String, now: Date
  ) throws -> String {
    let open = try Row.fetchOne(
      db,
      sql: """
        SELECT count(*) AS number, coalesce(sum(length), 0) AS bytes FROM part_uploads
        WHERE user_id = ? AND answer IS NULL
        """, arguments: [viewer.id])
    guard (open?["number"] ?? 0) < most else {
      throw Problem(429, "\(most) of your uploads are not finished: finish or delete one first.")
    }
    guard (open?["bytes"] ?? 0) + length <= mostBytes else {
      throw Problem(
        413,
        "Your unfinished uploads would be larger than \(mostBytes) bytes together: finish or delete"
          + " one first.")
    }
    let id = RandomName.make()
    try db.execute(
      sql: """
        INSERT INTO part_uploads (id, user_id, length, metadata, touched_at) VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [id, viewer.id, length, metadata, Int(now.timeIntervalSince1970)])
    return id
  }

  /// More is on the disk.
  static func grow(
    _ db: Database, _ id: String, of viewer: Call.Viewer, to received: Int, now: Date
  ) throws {
    try viewer.confirm(db)
    try db.execute(
      sql: """
        UPDATE part_uploads SET received = ?, touched_at = ?
        WHERE id = ? AND user_id = ? AND answer IS NULL
        """,
      arguments: [received, Int(now.timeIntervalSince1970), id, viewer.id])
    guard db.changesCount == 1 else { throw notFound }
  }

  /// Keeps what it was answered.
  static func finish(_ db: Database, _ id: String, _ answer: Data, now: Date) throws {
    try db.execute(
      sql: """
        UPDATE part_uploads SET answer = ?, received = length, touched_at = ?
        WHERE id = ? AND answer IS NULL
        """, arguments: [answer, Int(now.timeIntervalSince1970), id])
    guard db.changesCount == 1 else { throw notFound }
  }

  static func delete(_ db: Database, _ id: String, of viewer: Call.Viewer) throws {
    try db.execute(
      sql: "DELETE FROM part_uploads WHERE id = ? AND user_id = ?", arguments: [id, viewer.id])
    guard db.changesCount == 1 else { throw notFound }
  }

  /// Ends what nobody goes on with, and removes files that no row has.
  static func sweep(_ services: Services) async throws {
    let now = Int(services.now().timeIntervalSince1970)
    // Listed before the rows: a file that is made meanwhile is not looked at.
    let names = services.parts.names()
    let open = try await services.database.write { db in
      try db.execute(
        sql: """
          DELETE FROM part_uploads
          WHERE touched_at <= iif(answer IS NULL, :now - :lifetime, :now - :kept)
          """,
        arguments: ["now": now, "lifetime": Tus.lifetime, "kept": keptSeconds])
      return try Set(
        String.fetchAll(db, sql: "SELECT id FROM part_uploads WHERE answer IS NULL"))
    }
    for name in names where !open.contains(name) { services.parts.remove(name) }
  }
}
