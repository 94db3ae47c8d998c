import CNTKit
import Foundation
import Hummingbird
import NIOCore

/// Uploads of audio, video, pictures and documents: one part called `file`, stored under a name of ours.
enum UploadRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/upload/audio", .member, takesFile: true) { try await upload($0, .audio) },
    Route(.post, "/api/v1/upload/video", .member, takesFile: true) { try await upload($0, .video) },
    Route(.post, "/api/v1/upload/image", .member, takesFile: true) { try await upload($0, .image) },
    Route(.post, "/api/v1/upload/document", .admin, takesFile: true) {
      try await upload($0, .document)
    },
    Route(.post, "/api/v1/upload/movie", .member, takesFile: true) {
      try await upload($0, .movie($0.text("movie_type")))
    },
    Route(.post, "/api/v1/upload/thumbnail", .member, takesFile: true) {
      try await upload($0, .thumbnail)
    },
    Route(.post, "/api/v1/upload/temporary-audio", .member, takesFile: true) {
      try await upload($0, .audio)
    },
    Route(.post, "/api/v1/upload/draft/{kind}", .member, takesFile: true) { call in
      switch call.parameter("kind") {
      case "audio": try await upload(call, .audio)
      case "video": try await upload(call, .video)
      case "image": try await upload(call, .image)
      default: throw Problem(400, "What is uploaded must be audio, video or image")
      }
    },
    Route(.post, "/api/v1/upload/profile-image", .member, takesFile: true) {
      try await upload($0, .profileImage)
    },
    Route(.post, "/api/v1/artists/me/cover-image", .member, takesFile: true) {
      try await upload($0, .coverImage)
    },
  ]

  /// A key stands for the file, its name and its type, whatever boundary the form has.
  private static func upload(_ call: Call, _ kind: UploadKind) async throws -> Reply {
    var call = call
    let wantsStill = try kind.media == "video" && call.boolean("generate_thumbnail") ?? true
    let missing = Problem(invalid: [Invalid.missing("file", input: .null)])
    guard var reader = MultipartReader(contentType: call.request.headers[.contentType]) else {
      throw missing
    }
    let incoming = "\(call.services.media.folder)/incoming/\(UUID().uuidString.lowercased())"
    let file = IncomingFile(path: incoming, limit: kind.largest)
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
    let received = ReceivedFile(
      path: incoming, filename: head.filename ?? "", contentType: head.contentType ?? "",
      head: file.head(), wantsStill: wantsStill)
    try received.check(kind)
    try file.finish()
    if let kept = try await call.kept() { return kept }
    return try await received.place(call, kind)
  }
}
