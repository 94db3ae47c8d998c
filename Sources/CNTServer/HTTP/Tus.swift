import CNTKit
import Foundation
import HTTPTypes
import Hummingbird

/// Resumable uploads as tus 1.0.0 has them on the wire (https://tus.io/protocols/resumable-upload).
enum Tus {
  static let root = "/api/v1/uploads"
  static let version = "1.0.0"
  static let contentType = "application/offset+octet-stream"
  /// An upload ends after so long without a byte, seconds.
  static let lifetime = 86_400

  static func owns(_ path: String) -> Bool { path == root || path.hasPrefix(root + "/") }

  /// What a request is to be taken for: some networks let GET and POST through only.
  static func method(of request: Request, _ path: String) -> String {
    guard request.method == .post, owns(path), let name = request.headers[.methodOverride],
      ["PATCH", "DELETE", "HEAD"].contains(name)
    else { return request.method.rawValue }
    return name
  }

  /// Refuses who speaks another version.
  static func check(_ headers: HTTPFields) throws {
    guard headers[.tusResumable] == version else {
      throw Problem(
        412, "Tus-Resumable must be \(version)", headers: [("Tus-Version", version)])
    }
  }

  /// A header that counts bytes.
  static func number(_ name: HTTPField.Name, _ headers: HTTPFields) throws -> Int {
    guard let text = headers[name], text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
      let number = Int(text), number <= Call.largestInteger
    else { throw Problem(400, "\(name.rawName) must be a number of bytes") }
    return number
  }

  /// Every answer names the version; one that made an upload says where it is, also when it is repeated
  /// for a key.
  static func dressed(_ reply: Reply) -> Reply {
    var reply = reply
    reply.headers.append(("Tus-Resumable", version))
    if reply.status == 201, case .bytes(let body, _) = reply.body,
      let made = try? JSONDecoder().decode(JSONValue.self, from: body),
      let id = made["id"]?.stringValue
    {
      reply.headers.append(("Location", "\(root)/\(id)"))
    }
    return reply
  }

  /// What OPTIONS tells beside what it tells of every path.
  static let offers = [
    ("Tus-Version", version), ("Tus-Extension", "creation,termination,expiration"),
    ("Tus-Max-Size", "\(UploadKind.largestOfAll)"),
  ]

  /// What an upload is, as its client said: `key base64,key base64`.
  struct Metadata: Sendable {
    /// As it came.
    var text: String
    private var values: [String: String] = [:]

    private static let longest = 4096

    init(_ text: String) throws {
      self.text = text
      guard text.utf8.count <= Self.longest else {
        throw Problem(400, "Upload-Metadata is longer than \(Self.longest) bytes")
      }
      for pair in text.split(separator: ",") {
        let words = pair.split(separator: " ")
        guard (1...2).contains(words.count), values[String(words[0])] == nil,
          let data = Data(base64Encoded: words.count > 1 ? String(words[1]) : ""),
          let value = String(data: data, encoding: .utf8)
        else {
          throw Problem(400, "Upload-Metadata must be names, each once, with values in base64")
        }
        values[String(words[0])] = value
      }
    }

    subscript(_ name: String) -> String? { values[name].flatMap { $0.isEmpty ? nil : $0 } }
  }
}

extension HTTPField.Name {
  static let tusResumable = Self("Tus-Resumable")!
  static let uploadLength = Self("Upload-Length")!
  static let uploadOffset = Self("Upload-Offset")!
  static let uploadMetadata = Self("Upload-Metadata")!
  static let methodOverride = Self("X-HTTP-Method-Override")!
}
