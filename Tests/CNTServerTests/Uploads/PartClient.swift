import CNTKit
import Foundation

@testable import CNTServer

/// Somebody who uploads in parts.
struct PartClient {
  let server: ServerHarness
  let token: String

  private static let types = [
    "audio": ("a.mp3", "audio/mpeg"), "temporary-audio": ("a.mp3", "audio/mpeg"),
    "video": ("v.mp4", "video/mp4"), "movie": ("v.mp4", "video/mp4"),
    "document": ("d.pdf", "application/pdf"),
  ]

  static func metadata(_ values: [String: String]) -> String {
    values.sorted { $0.key < $1.key }.map {
      "\($0.key) \(Data($0.value.utf8).base64EncodedString())"
    }.joined(separator: ",")
  }

  static func creation(_ length: Int, _ kind: String, name: String? = nil) -> [String: String] {
    let (usual, type) = types[kind] ?? ("i.png", "image/png")
    return [
      "Tus-Resumable": "1.0.0", "Upload-Length": "\(length)",
      "Upload-Metadata": metadata(["kind": kind, "filename": name ?? usual, "filetype": type]),
    ]
  }

  func begin(_ length: Int, _ kind: String = "audio") async throws -> ServerHarness.Answer {
    try await server.call(
      "POST", "/api/v1/uploads", as: token, headers: Self.creation(length, kind))
  }

  func create(_ length: Int, _ kind: String = "audio") async throws -> String {
    let made = try await begin(length, kind)
    guard made.status == 201, let id = made.json["id"]?.stringValue else {
      throw Problem(made.status, "\(made.json)")
    }
    return id
  }

  func patch(
    _ id: String, _ offset: Int, _ bytes: Data, headers: [String: String] = [:]
  ) async throws -> ServerHarness.Answer {
    let usual = [
      "Tus-Resumable": "1.0.0", "Upload-Offset": "\(offset)",
      "Content-Type": "application/offset+octet-stream",
    ]
    return try await server.call(
      "PATCH", "/api/v1/uploads/\(id)", as: token, body: bytes,
      headers: usual.merging(headers) { $1 })
  }

  func head(_ id: String) async throws -> ServerHarness.Answer {
    try await call("HEAD", id)
  }

  func offset(_ id: String) async throws -> Int? {
    try await head(id).headers["upload-offset"].flatMap(Int.init)
  }

  func delete(_ id: String) async throws -> Int { try await call("DELETE", id).status }

  func finish(_ id: String) async throws -> ServerHarness.Answer {
    try await server.call("POST", "/api/v1/uploads/\(id)/finish", as: token, json: "{}")
  }

  private func call(_ method: String, _ id: String) async throws -> ServerHarness.Answer {
    try await server.call(
      method, "/api/v1/uploads/\(id)", as: token, headers: ["Tus-Resumable": "1.0.0"])
  }

  /// The files of the parts that are here.
  var files: [String] { server.application.services.parts.names().sorted() }
}

extension ServerHarness {
  func parts(_ name: String) async throws -> PartClient {
    PartClient(server: self, token: try await token(name))
  }

  func media(_ folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(self.folder)/media/\(folder)")
  }
}
