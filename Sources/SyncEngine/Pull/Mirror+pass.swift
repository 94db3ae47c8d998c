import CNTKit
import Foundation
import GRDB

/// A walk through a whole list, in slices that survive a restart.
struct Pass: Sendable {
  var place = PageWalk.Place()
  var seen: Set<Int> = []
  /// Ids seen since the last slice was written down.
  var unsaved: [Int] = []
  var slice = 0
  /// What was done before it began; what was done later may not have been in the list yet.
  var asked: Asked
}

extension Mirror {
  /// The pass that was begun and is not over, or a new one.
  func pass(_ collection: PullCollection) throws -> Pass {
    try read { db in
      guard
        let row = try GRDB.Row.fetchOne(
          db, sql: "SELECT * FROM pass WHERE collection = ?", arguments: [collection.rawValue])
      else { return Pass(asked: Asked(settled: try StateRow.int(db, StateRow.settled))) }
      var pass = Pass(asked: Asked(settled: row["settled"]))
      pass.place = PageWalk.Place(
        skip: row["skip"], farthest: row["farthest"], stepsBack: row["steps_back"],
        isClean: row["is_clean"])
      pass.slice = row["slice"]
      let slices = try Data.fetchCursor(
        db, sql: "SELECT ids FROM pass_seen WHERE collection = ?",
        arguments: [collection.rawValue])
      while let data = try slices.next() { pass.seen.formUnion(IDList.decode(data)) }
      return pass
    }
  }

  /// Writes down how far a pass has come.
  func save(_ pass: inout Pass, of collection: PullCollection) throws {
    let (place, slice, ids) = (pass.place, pass.slice + 1, IDList.encode(pass.unsaved))
    try write(durably: false) { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO pass
            (collection, skip, farthest, steps_back, is_clean, slice, settled)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          collection.rawValue, place.skip, place.farthest, place.stepsBack, place.isClean, slice,
          pass.asked.settled,
        ])
      try db.execute(
        sql: "INSERT OR REPLACE INTO pass_seen (collection, slice, ids) VALUES (?, ?, ?)",
        arguments: [collection.rawValue, slice, ids])
    }
    pass.slice = slice
    pass.unsaved = []
  }

  /// Gives a pass up; the next begins at the top.
  func dropPass(_ collection: PullCollection) throws {
    let isKept = try read { db in
      try Int.fetchOne(
        db, sql: "SELECT 1 FROM pass WHERE collection = ?", arguments: [collection.rawValue])
    }
    guard isKept != nil else { return }
    try write(durably: false) { try Self.forget(collection, $0) }
  }

  private static func forget(_ collection: PullCollection, _ db: Database) throws {
    try db.execute(
      sql: "DELETE FROM pass WHERE collection = ?", arguments: [collection.rawValue])
    try db.execute(
      sql: "DELETE FROM pass_seen WHERE collection = ?", arguments: [collection.rawValue])
  }

  /// What a complete pass found missing.
  struct Missing: Sendable, Hashable {
    /// Not there for the second time in a row: removed.
    var removed: [Int] = []
    /// Not there for the first time.
    var suspected: [Int] = []
  }

  /// Ends a pass that saw the whole list. A row that two passes in a row did not see is deleted.
  func finish<E: MirrorEntity>(
    _ pass: Pass, of collection: PullCollection, _ type: E.Type, where condition: String
  ) throws -> Missing {
    let (missing, marked) = try read { db in
      (
        try Self.missing(db, E.self, condition, pass),
        try Set(
          Int.fetchAll(
            db, sql: "SELECT id FROM absent WHERE collection = ?",
            arguments: [collection.rawValue]))
      )
    }
    let result = Missing(
      removed: missing.filter(marked.contains),
      suspected: missing.filter { !marked.contains($0) })
    guard pass.slice > 0 || !missing.isEmpty || !marked.isEmpty else { return result }
    try write(durably: false) { db in
      try Self.forget(collection, db)
      for id in result.removed { try E.delete(db, id: id) }
      try db.execute(
        sql: "DELETE FROM absent WHERE collection = ?", arguments: [collection.rawValue])
      for id in result.suspected {
        try db.execute(
          sql: "INSERT INTO absent (collection, id) VALUES (?, ?)",
          arguments: [collection.rawValue, id])
      }
    }
    return result
  }

  private static func missing<E: MirrorEntity>(
    _ db: Database, _ type: E.Type, _ condition: String, _ pass: Pass
  ) throws -> [Int] {
    let made = try OutboxRow.made(db, settledAfter: pass.asked)
    var missing: [Int] = []
    let ids = try Int.fetchCursor(
      db, sql: "SELECT id FROM \(E.table) WHERE id > 0 AND \(condition)")
    while let id = try ids.next() {
      if !pass.seen.contains(id), !made.contains(ItemRef(kind: E.kind, id: id)) {
        missing.append(id)
      }
    }
    return missing
  }

  /// It was asked for by itself, and is there.
  func unsuspect(_ id: Int, in collection: PullCollection) throws {
    try write(durably: false) { db in
      try db.execute(
        sql: "DELETE FROM absent WHERE collection = ? AND id = ?",
        arguments: [collection.rawValue, id])
    }
  }
}
