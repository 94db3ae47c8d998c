import CNTKit
import Foundation
import GRDB

/// Documents, which everybody reads and admins keep.
enum DocumentRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/documents/", .optional, list),
    Route(.get, "/api/v1/documents/{document_id}", .optional) {
      try await CatalogueRoutes.one(
        $0, "document_id", DocumentAsset.self, .documents, "Document")
    },
    Route(.post, "/api/v1/documents", .admin, create),
    Route(.patch, "/api/v1/documents/{document_id}", .admin, edit),
    Route(.delete, "/api/v1/documents/{document_id}", .admin, delete),
  ]

  private static func list(_ call: Call) async throws -> Reply {
    var filter = SQLFilter()
    if let category = call.text("category") { filter.add("category = ?", category) }
    return try await CatalogueRoutes.rows(call, DocumentAsset.self, .documents, filter)
  }

  private static func create(_ call: Call) async throws -> Reply {
    let body = try await call.body(
      DocumentCreate.self, required: ["title", "file_path"], texts: ["title", "file_path"])
    for (name, text) in [
      ("title", body.title), ("file_path", body.filePath), ("category", body.category),
    ] { try check(.string(text), name) }
    let stamp = call.services.stamp
    let file = file(body.filePath, call)
    return try await call.write { db in
      let id = try db.insert(
        into: "document_assets",
        [
          ("title", body.title), ("description", body.description), ("file_path", body.filePath),
          ("thumbnail_path", body.thumbnailPath), ("category", body.category),
          ("is_featured", body.isFeatured), ("file_type", file?.contentType),
          ("file_size", file?.size), ("created_at", stamp),
        ])
      return try .json(CatalogueRows.one(db, .documents, id, "Document") as DocumentAsset)
    }
  }

  /// The file of ours that a path names.
  private static func file(_ path: String, _ call: Call) -> MediaStore.File? {
    path.hasPrefix("/media/")
      ? call.services.media.file(String(path.dropFirst("/media/".count))) : nil
  }

  /// Changes what the body names, and nothing else.
  private static func edit(_ call: Call) async throws -> Reply {
    let id = try call.id("document_id")
    let members = try await call.object()
    var changes: [(column: String, value: DatabaseValue)] = []
    for column in ["title", "description", "file_path", "thumbnail_path", "category"] {
      guard let value = members[column] else { continue }
      let isNeeded = ["title", "file_path", "category"].contains(column)
      if isNeeded { try check(value, column) }
      guard value == .null || value.stringValue != nil else {
        throw Problem(invalid: [
          Invalid.type("string", [.string("body"), .string(column)], input: value)
        ])
      }
      changes.append((column, value.stringValue?.databaseValue ?? .null))
    }
    if let value = members["is_featured"] {
      guard case .bool(let flag) = value else {
        throw Problem(invalid: [
          Invalid.type("boolean", [.string("body"), .string("is_featured")], input: value)
        ])
      }
      changes.append(("is_featured", flag.databaseValue))
    }
    if let path = members["file_path"]?.stringValue {
      let file = file(path, call)
      changes.append(("file_type", file?.contentType.databaseValue ?? .null))
      changes.append(("file_size", file?.size.databaseValue ?? .null))
    }
    return try await call.write { [changes] db in
      _ = try CatalogueRows.one(db, .documents, id, "Document") as DocumentAsset
      if !changes.isEmpty {
        // The names are those above.
        let columns = changes.map { "\($0.column) = ?" }.joined(separator: ", ")
        try db.execute(
          sql: "UPDATE document_assets SET \(columns) WHERE id = ?",
          arguments: StatementArguments(changes.map(\.value) + [id.databaseValue]))
      }
      return try .json(CatalogueRows.one(db, .documents, id, "Document") as DocumentAsset)
    }
  }

  /// A text that a document cannot be without.
  private static func check(_ value: JSONValue, _ name: String) throws {
    guard let text = value.stringValue, !text.allSatisfy(\.isWhitespace) else {
      throw Problem(invalid: [
        Invalid.value(
          [.string("body"), .string(name)], "Value error, \(name) must not be empty", input: value)
      ])
    }
  }

  private static func delete(_ call: Call) async throws -> Reply {
    let id = try call.id("document_id")
    return try await call.write { db in
      try db.execute(sql: "DELETE FROM document_assets WHERE id = ?", arguments: [id])
      guard db.changesCount > 0 else { throw Problem.notFound("Document") }
      return try .message("Document deleted")
    }
  }
}
