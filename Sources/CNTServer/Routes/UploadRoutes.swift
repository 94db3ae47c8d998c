import CNTKit
import Foundation
import Hummingbird
import NIOCore

/// Uploads of audio, video and pictures: one part called `file`, stored under a name of ours.
enum UploadRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/upload/audio", .member) {
      try await upload($0, "audio", folder: "audio")
    },
    Route(.post, "/api/v1/upload/video", .member) {
      try await upload($0, "video", folder: "video")
    },
    Route(.post, "/api/v1/upload/image", .member) {
      try await upload($0, "image", folder: "images")
    },
  ]

  /// The platform's proxy takes 500 MB; pictures need less.
  private static func largest(_ kind: String) -> Int { kind == "image" ? 25 << 20 : 500 << 20 }

  private static func upload(_ call: Call, _ kind: String, folder: String) async throws -> Reply {
    let missing = Problem(invalid: [Invalid.missing("file", input: .null)])
    guard var reader = MultipartReader(contentType: call.request.headers[.contentType]) else {
      throw missing
    }
    let incoming = "\(call.services.media.folder)/incoming/\(UUID().uuidString.lowercased())"
    let file = IncomingFile(path: incoming, limit: largest(kind))
    defer { file.discard() }
    var found: MultipartReader.PartHead?
    var isReading = false
    do {
      for try await piece in call.request.body {
        try reader.feed(piece.readableBytesView) { event in
          switch event {
          case .head(let head):
            isReading = head.name == "file" && found == nil
            if isReading {
              found = head
              try file.open()
            }
          case .bytes(let bytes): if isReading { try file.append(bytes) }
          case .end: isReading = false
          }
        }
      }
    } catch is MultipartReader.Malformed {
      throw Problem(400, "There was an error parsing the body")
    }
    guard let head = found else { throw missing }
    guard reader.isFinished else { throw Problem(400, "There was an error parsing the body") }
    let article = kind == "video" ? "a" : "an"
    let refusal = Problem(400, "File must be \(article) \(kind) file")
    guard let type = head.contentType, type.lowercased().hasPrefix(kind + "/"),
      let suffix = MediaType.suffix(of: head.filename ?? "", kind: kind),
      MediaType.looks(like: kind, try file.head())
    else { throw refusal }
    let name = "\(UUID().uuidString.lowercased()).\(suffix)"
    try file.keep(as: "\(call.services.media.folder)/\(folder)/\(name)")
    return try .json(
      UploadAnswer(filename: name, url: "/media/\(folder)/\(name)", contentType: type))
  }

  /// The early build's three keys, in its order.
  private struct UploadAnswer: Encodable {
    var filename: String
    var url: String
    var contentType: String

    enum CodingKeys: String, CodingKey {
      case filename, url
      case contentType = "content_type"
    }
  }
}

/// A file that is being received: it appears under its name only when it is whole and on the disk.
final class IncomingFile {
  private let path: String
  private let limit: Int
  private var fd: Int32 = -1
  private var size = 0
  private var first = Data()

  init(path: String, limit: Int) {
    self.path = path
    self.limit = limit
  }

  func open() throws {
    fd = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard fd >= 0 else { throw Self.storage() }
  }

  func append(_ bytes: ArraySlice<UInt8>) throws {
    size += bytes.count
    guard size <= limit else { throw Problem(413, "The file is larger than \(limit) bytes") }
    if first.count < 16 { first.append(contentsOf: bytes.prefix(16 - first.count)) }
    try bytes.withUnsafeBytes { buffer in
      var done = 0
      while done < buffer.count {
        let count = write(fd, buffer.baseAddress?.advanced(by: done), buffer.count - done)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw Self.storage() }
        done += count
      }
    }
  }

  func head() throws -> Data { first }

  func keep(as target: String) throws {
    guard fsync(fd) == 0, rename(path, target) == 0 else { throw Self.storage() }
    close(fd)
    fd = -1
  }

  /// Removes what was not kept.
  func discard() {
    guard fd >= 0 else { return }
    close(fd)
    fd = -1
    unlink(path)
  }

  private static func storage() -> Problem {
    errno == ENOSPC
      ? Problem(507, "The server's disk is full") : Problem(500, "Internal Server Error")
  }
}
