import CNTKit
import Foundation
import GRDB

/// What pulls ask and do about rows that an answer does not hold.
extension Mirror {
  /// Rows here, of those that `condition` tells, that a list given in full does not hold. What was
  /// made after the list was asked for is not expected in it.
  func absent<E: MirrorEntity>(
    _ rows: [E], where condition: String, asked: Asked
  ) throws -> Set<Int> {
    let there = Set(rows.map(\.mirrorID))
    return try read { db in
      let ids = try Int.fetchSet(
        db, sql: "SELECT id FROM \(E.table) WHERE id > 0 AND \(condition)"
      ).subtracting(there)
      guard !ids.isEmpty else { return ids }
      let made = try OutboxRow.made(db, settledAfter: asked)
      return ids.filter { !made.contains(ItemRef(kind: E.kind, id: $0)) }
    }
  }

  /// Removes rows that are gone on the server; returns how many.
  func remove<E: MirrorEntity>(_ type: E.Type, _ ids: Set<Int>) throws -> Int {
    guard !ids.isEmpty else { return 0 }
    try write(durably: false) { db in for id in ids.sorted() { try E.delete(db, id: id) } }
    return ids.count
  }

  /// Removes a thing that the server says is gone.
  func remove(_ ref: ItemRef) throws {
    guard try row(ref) != nil else { return }
    try write { db in try MirrorEntities.type(of: ref.kind).delete(db, id: ref.id) }
  }

  /// Sets a column that the server knows nothing of; returns how many rows that were.
  func set<E: MirrorEntity>(_ own: OwnColumn, _ type: E.Type, _ ids: Set<Int>) throws -> Int {
    guard !ids.isEmpty else { return 0 }
    try write(durably: false) { db in
      for id in ids.sorted() {
        try db.execute(
          sql: "UPDATE \(E.table) SET \(own.name) = ? WHERE id = ?", arguments: [own.value, id])
      }
    }
    return ids.count
  }

  /// Whether taking these rows would take back a mark of the viewer's own, such as a like.
  func wouldLoseMarks<E: MirrorEntity>(_ rows: [E]) throws -> Bool {
    let marked = try read { try StoredRows.marked($0, E.self, ids: rows.map(\.mirrorID)) }
    guard !marked.isEmpty else { return false }
    return rows.contains { row in
      guard let marks = marked[row.mirrorID] else { return false }
      return EntityRow(row).marks < marks
    }
  }

  /// Notes that this server shows people their posts that wait for approval.
  func noteShowsPending() throws {
    if try showsPending() { return }
    try write(durably: false) { try StateRow.set($0, StateRow.showsPending, 1) }
  }

  /// Whether this server was seen to show people their posts that wait.
  package func showsPending() throws -> Bool {
    try read { try StateRow.int($0, StateRow.showsPending) == 1 }
  }
}

extension MirrorEntity {
  static func delete(_ db: Database, id: Int) throws {
    try EntityRow<Self>.delete(db, id: id)
    try deleteDependents(db, id: id)
  }
}
