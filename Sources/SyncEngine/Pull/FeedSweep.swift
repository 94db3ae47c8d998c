import CNTKit
import Foundation
import GRDB

/// Deletes what a feed that was read from beginning to end did not name.
enum FeedSweep {
  static let rows = "feed"
  static let favorites = "feed favorites"
  static let categories = "feed categories"

  static func run(_ db: Database, asked: Asked) throws -> Int {
    let made = try OutboxRow.made(db, settledAfter: asked)
    var count = 0
    let seen = try seen(db, rows)
    for kind in ItemKind.allCases {
      let entity = MirrorEntities.type(of: kind)
      let gone = try Int.fetchAll(db, sql: "SELECT id FROM \(entity.table) WHERE id > 0").filter {
        let ref = ItemRef(kind: kind, id: $0)
        return !seen.contains(Int(SearchIndex.rowID(ref))) && !made.contains(ref)
      }
      for id in gone { try entity.delete(db, id: id) }
      count += gone.count
    }
    let favorites = try self.seen(db, favorites)
    for ref in try FavoriteRow.all(db).keys
    where !favorites.contains(Int(SearchIndex.rowID(ref))) {
      try FavoriteRow.remove(db, ref)
      count += 1
    }
    for ref in try FavoriteRow.based(db)
    where !favorites.contains(Int(SearchIndex.rowID(ref))) {
      try FavoriteRow.forgetBase(db, ref)
    }
    try OutboxEffects.reapplyFavorites(db, asked: asked)
    let categories = try self.seen(db, categories)
    for id in try Int.fetchAll(db, sql: "SELECT id FROM category")
    where !categories.contains(id) {
      try CategoryRow.remove(db, id)
      count += 1
    }
    try db.execute(sql: "DELETE FROM pass_seen WHERE collection LIKE 'feed%'")
    return count
  }

  private static func seen(_ db: Database, _ name: String) throws -> Set<Int> {
    var seen: Set<Int> = []
    let slices = try Data.fetchCursor(
      db, sql: "SELECT ids FROM pass_seen WHERE collection = ?", arguments: [name])
    while let data = try slices.next() { seen.formUnion(IDList.decode(data)) }
    return seen
  }
}
