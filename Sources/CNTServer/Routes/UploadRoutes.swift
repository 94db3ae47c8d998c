import CNTKit
import Foundation
import GRDB
import Hummingbird
import NIOCore

/// Uploads of audio, video, pictures and documents: one part called `file`, stored under a name of ours.
enum UploadRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/upload/audio", .member, takesFile: true) {
      try await upload($0, "audio", folder: "audio")
    },
    Route(.post, "/api/v1/upload/video", .member, takesFile: true) {
      try await upload($0, "video", folder: "video")
    },
    Route(.post, "/api/v1/upload/image", .member, takesFile: true) {
      try await upload($0, "image", folder: "images")
    },
    Route(.post, "/api/v1/upload/document", .admin, takesFile: true) {
      try await upload($0, "document", folder: "documents")
    },
    Route(.post, "/api/v1/upload/movie", .member, takesFile: true) { call in
      switch call.text("movie_type") ?? "movie" {
      case "movie": try await upload(call, "video", folder: "movies")
      case "kids_movie": try await upload(call, "video", folder: "animated-bible-stories")
      default: throw Problem(400, "movie_type must be movie or kids_movie")
      }
    },
    Route(.post, "/api/v1/upload/thumbnail", .member, takesFile: true) {
      try await upload($0, "image", folder: "images/thumbnails/podcasts/custom")
    },
    Route(.post, "/api/v1/upload/temporary-audio", .member, takesFile: true) {
      try await upload($0, "audio", folder: "audio")
    },
    Route(.post, "/api/v1/upload/draft/{kind}", .member, takesFile: true) { call in
      switch call.parameter("kind") {
      case "audio": try await upload(call, "audio", folder: "audio")
      case "video": try await upload(call, "video", folder: "video")
      case "image": try await upload(call, "image", folder: "images")
      default: throw Problem(400, "What is uploaded must be audio, video or image")
      }
    },
    Route(.post, "/api/v1/upload/profile-image", .member, takesFile: true) { call in
      let user = try call.member().id
      let stamp = call.services.stamp
      return try await upload(call, "image", folder: "images/profiles") { db, answer in
        try db.execute(
          sql: "UPDATE users SET avatar = ?, updated_at = ? WHERE id = ?",
          arguments: [answer.url, stamp, user])
        return try .json(["url": answer.url, "avatar": answer.url])
      }
    },
    Route(.post, "/api/v1/artists/me/cover-image", .member, takesFile: true) { call in
      let viewer = try call.member()
      let stamp = call.services.stamp
      return try await upload(call, "image", folder: "images/profiles") { db, answer in
        try ArtistRoutes.make(db, viewer, stamp)
        try db.execute(
          sql: "UPDATE artists SET cover_image = ?, updated_at = ? WHERE user_id = ?",
          arguments: [answer.url, stamp, viewer.id])
        return try .json(["cover_image": answer.url])
      }
    },
  ]

  /// The platform's proxy takes 500 MB; pictures need less.
  private static func largest(_ kind: String) -> Int {
    switch kind {
    case "image": 25 << 20
    case "document": 100 << 20
    default: 500 << 20
    }
  }

  /// A key stands for the file, its name and its type, whatever boundary the form has.
  private static func upload(
    _ call: Call, _ kind: String, folder: String,
    _ finish: @escaping @Sendable (Database, UploadAnswer) throws -> Reply = { try .json($1) }
  ) async throws -> Reply {
    var call = call
    let wantsStill = try kind == "video" && call.boolean("generate_thumbnail") ?? true
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
              call.keyed?.fingerprint.add(head.filename ?? "")
              call.keyed?.fingerprint.add(head.contentType ?? "")
              try file.open()
            }
          case .bytes(let bytes):
            guard isReading else { break }
            try file.append(bytes)
            call.keyed?.fingerprint.add(bytes)
          case .end: isReading = false
          }
        }
      }
    } catch is MultipartReader.Malformed {
      throw Problem(400, "There was an error parsing the body")
    }
    guard let head = found else { throw missing }
    guard reader.isFinished else { throw Problem(400, "There was an error parsing the body") }
    let words =
      ["audio": "an audio", "image": "an image", "document": "a PDF"][kind] ?? "a \(kind)"
    let refusal = Problem(400, "File must be \(words) file")
    guard let type = head.contentType, type.lowercased().hasPrefix(MediaType.prefix(of: kind)),
      let suffix = MediaType.suffix(of: head.filename ?? "", kind: kind),
      MediaType.looks(like: kind, file.head())
    else { throw refusal }
    let name = "\(UUID().uuidString.lowercased()).\(suffix)"
    try file.finish()
    if let kept = try await call.kept() { return kept }
    let target = "\(call.services.media.folder)/\(folder)/\(name)"
    var answer = UploadAnswer(filename: name, url: "/media/\(folder)/\(name)", contentType: type)
    if kind == "audio" || kind == "video" {
      answer.duration = await MediaTools.duration(of: incoming)
    }
    var moves = [(from: incoming, to: target)]
    let still = incoming + ".jpg"
    defer { unlink(still) }
    // The first picture of many films is black.
    let time = min(1, Double(answer.duration ?? 0) / 2)
    if wantsStill, await MediaTools.still(of: incoming, at: time, to: still) == .made {
      let place = ThumbnailRoutes.newPlace()
      moves.append((still, "\(call.services.media.folder)/\(place)"))
      answer.thumbnailURL = "/media/\(place)"
    }
    do {
      return try await call.write { [answer, moves] db in
        for move in moves { try IncomingFile.move(move.from, to: move.to) }
        return try finish(db, answer)
      }
    } catch let error as DatabaseError {
      // Not committed, so nobody was told the names. After a cancellation that is not certain.
      for move in moves { unlink(move.to) }
      throw error
    }
  }

  /// The early build's three keys, in its order, and what is known besides.
  struct UploadAnswer: Encodable, Sendable {
    var filename: String
    var url: String
    var contentType: String
    /// In seconds.
    var duration: Int?
    var thumbnailURL: String?

    enum CodingKeys: String, CodingKey {
      case filename, url
      case contentType = "content_type"
      case duration
      case thumbnailURL = "thumbnail_url"
    }
  }
}

/// A file that is being received: it appears under its name only when it is whole and on the disk.
final class IncomingFile {
  private let path: String
  private let limit: Int
  private var fd: Int32 = -1
  private var isMade = false
  private var size = 0
  private var first = Data()

  init(path: String, limit: Int) {
    self.path = path
    self.limit = limit
  }

  func open() throws {
    fd = Glibc.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard fd >= 0 else { throw Self.storage() }
    isMade = true
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

  func head() -> Data { first }

  /// All that came is on the disk.
  func finish() throws {
    guard fsync(fd) == 0 else { throw Self.storage() }
    close(fd)
    fd = -1
  }

  /// Gives a finished file its name.
  static func move(_ path: String, to target: String) throws {
    guard rename(path, target) == 0 else { throw storage() }
  }

  /// Removes what was not moved to its place.
  func discard() {
    guard isMade else { return }
    if fd >= 0 { close(fd) }
    fd = -1
    unlink(path)
  }

  private static func storage() -> Problem {
    errno == ENOSPC
      ? Problem(507, "The server's disk is full") : Problem(500, "Internal Server Error")
  }
}
