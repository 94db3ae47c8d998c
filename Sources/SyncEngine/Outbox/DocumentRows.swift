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
      try BaseRow.keep(db, DocumentAsset.self, id)
      try db.execute(
        sql: """
          UPDATE document SET title = ?, category = ?, hash = 0
          WHERE id = ? AND (title <> ? OR category <> ?)
          """, arguments: [edit.title, edit.category, id, edit.title, edit.category])
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
