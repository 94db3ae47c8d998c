import CNTKit
import Foundation
import GRDB

/// What is kept here and nowhere else: positions and settings.
extension Mirror {
  /// Remembers where playback stopped; also what makes "recent". It is later than what was here, also
  /// when the clock was set back, unless that lies further ahead than any clock is believed.
  public func savePosition(
    _ ref: ItemRef, seconds: Double, duration: Double?, now: Date
  ) throws {
    guard seconds.isFinite, seconds >= 0 else { return }
    try write { db in
      try db.execute(
        sql: """
          INSERT INTO playback (kind, id, seconds, duration, played_at) VALUES (?1, ?2, ?3, ?4, ?5)
          ON CONFLICT (kind, id) DO UPDATE SET seconds = excluded.seconds,
            duration = coalesce(excluded.duration, duration),
            -- The server takes the latest, by the millisecond.
            played_at = max(excluded.played_at, iif(played_at > ?6, 0, played_at + 1000),
              iif(shared_at > ?6, 0, shared_at + 1000)),
            -- A clock that was ahead does not keep what is played by a right one from being shared.
            shared_at = iif(shared_at > ?6, excluded.played_at - 1, shared_at)
          """,
        arguments: [
          ref.kind.rawValue, ref.id, seconds, duration, now.microseconds,
          SharedPlaces.latest(now) * 1000,
        ])
    }
  }

  public func position(_ ref: ItemRef) throws -> PlaybackPosition? {
    try read { db in try PlaybackRow.position(db, ref) }
  }

  /// Forgets what was played, and with it where each stopped. `kept` stays: it plays.
  /// Another device's word for what was played before `now` is not taken any more.
  public func clearHistory(keeping kept: ItemRef?, now: Date) throws {
    try write { db in
      try StateRow.set(db, StateRow.historyCleared, now.microseconds)
      try db.execute(
        sql: "DELETE FROM playback WHERE NOT (kind = ? AND id = ?)",
        arguments: [kept?.kind.rawValue ?? "", kept?.id ?? 0])
    }
  }

  /// A small value of the app's own, such as the volume.
  public func setting(_ key: String) throws -> String? {
    try read { db in
      try String.fetchOne(db, sql: "SELECT value FROM setting WHERE key = ?", arguments: [key])
    }
  }

  public func setSetting(_ key: String, _ value: String?) throws {
    try write { db in
      if let value {
        try db.execute(
          sql: """
            INSERT INTO setting (key, value) VALUES (?, ?)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value
            """, arguments: [key, value])
      } else {
        try db.execute(sql: "DELETE FROM setting WHERE key = ?", arguments: [key])
      }
    }
  }
}

/// The small collections without a table of the common form.
extension Mirror {
  func replaceCategories(_ categories: [CNTKit.Category]) throws -> ApplyResult {
    let known = try categoryRows()
    let new = Dictionary(categories.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    guard known != new else { return ApplyResult(unchanged: categories.count) }
    try write(durably: false) { db in
      try db.execute(sql: "DELETE FROM category")
      for category in new.values { try CategoryRow.store(db, category) }
    }
    return ApplyResult(changed: categories.count)
  }

  func categoryRows() throws -> [Int: CNTKit.Category] {
    try read { db in
      let rows = try GRDB.Row.fetchAll(db, sql: "SELECT id, name, type FROM category").map {
        CNTKit.Category(id: $0["id"], name: $0["name"], type: $0["type"])
      }
      return Dictionary(rows.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
    }
  }
}

enum CategoryRow {
  static func store(_ db: Database, _ category: CNTKit.Category) throws {
    try db.execute(
      sql: "INSERT OR REPLACE INTO category (id, name, type) VALUES (?, ?, ?)",
      arguments: [category.id, category.name, category.type])
  }

  static func remove(_ db: Database, _ id: Int) throws {
    try db.execute(sql: "DELETE FROM category WHERE id = ?", arguments: [id])
  }
}

extension Date {
  /// Microseconds since 1970.
  var microseconds: Int { Int((timeIntervalSince1970 * 1_000_000).rounded()) }

  init(microseconds: Int) {
    self.init(timeIntervalSince1970: Double(microseconds) / 1_000_000)
  }
}
