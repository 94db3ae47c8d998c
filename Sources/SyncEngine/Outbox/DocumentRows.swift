import CNTKit
import Foundation
import GRDB

/// What an admin's writes about documents change in the rows here.
enum DocumentRows {
  static func apply(_ db: Database, _ write: Write, localID: Int?, now: Date) throws {
    switch write {
    case .addDocument(let new):
      guard let localID else { return }
      let document = DocumentAsset(
        id: localID, title: new.title, description: new.description, filePath: new.filePath,
        thumbnailPath: new.thumbnailPath, category: new.category, isFeatured: new.isFeatured,
        createdAt: Timestamp(now))
      try EntityRow(document).storeIndexed(db, seconds: Int(now.timeIntervalSince1970))
    case .editDocument(let id, let edit):
      guard id > 0, var document = try DocumentAsset.stored(db, id),
        document.title != edit.title || document.category != edit.category
      else { return }
      try BaseRow.keep(db, DocumentAsset.self, id)
      (document.title, document.category) = (edit.title, edit.category)
      let seconds = try Int.fetchOne(
        db, sql: "SELECT seen_at FROM document WHERE id = ?", arguments: [id])
      try EntityRow(document).storeIndexed(db, seconds: seconds ?? 0)
      try db.execute(sql: "UPDATE document SET hash = 0 WHERE id = ?", arguments: [id])
    case .deleteDocument(let id):
      try db.execute(sql: "UPDATE document SET removed = 1 WHERE id = ?", arguments: [id])
    default: break
    }
  }

  static func takeBack(_ db: Database, _ id: Int) throws {
    try db.execute(sql: "UPDATE document SET removed = 0 WHERE id = ?", arguments: [id])
    try BaseRow.restore(db, DocumentAsset.self, id)
    try OutboxEffects.reapply(db, to: [ItemRef(kind: .document, id: id)], asked: nil)
  }
}
