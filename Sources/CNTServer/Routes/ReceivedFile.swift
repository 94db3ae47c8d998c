import Foundation
import GRDB

/// A file that has come whole, before it has its place.
struct ReceivedFile: Sendable {
  var path: String
  /// As its owner calls it; only its suffix counts.
  var filename: String
  var contentType: String
  /// Its first bytes.
  var head: Data
  var wantsStill: Bool
  /// It keeps its old name beside the new one, so that a server that dies has lost nothing.
  var isKept = false

  /// Refuses what is not of a kind, by its type, its name and its first bytes.
  func check(_ kind: UploadKind) throws {
    _ = try Self.suffix(of: filename, contentType, kind)
    guard MediaType.looks(like: kind.media, head) else { throw Self.refusal(kind) }
  }

  /// The suffix that the file will have; refuses what is not of a kind by its type or its name.
  @discardableResult
  static func suffix(
    of filename: String, _ contentType: String, _ kind: UploadKind
  ) throws -> String {
    guard contentType.lowercased().hasPrefix(MediaType.prefix(of: kind.media)),
      let suffix = MediaType.suffix(of: filename, kind: kind.media)
    else { throw refusal(kind) }
    return suffix
  }

  private static func refusal(_ kind: UploadKind) -> Problem {
    let words =
      ["audio": "an audio", "image": "an image", "document": "a PDF"][kind.media]
      ?? "a \(kind.media)"
    return Problem(400, "File must be \(words) file")
  }

  /// Gives a file that was checked its place and answers. `record` is told the answer in the
  /// transaction that makes the change.
  func place(
    _ call: Call, _ kind: UploadKind,
    record: @escaping @Sendable (Database, Reply) throws -> Void = { _, _ in }
  ) async throws -> Reply {
    let media = call.services.media.folder
    let suffix = try Self.suffix(of: filename, contentType, kind)
    let name = "\(UUID().uuidString.lowercased()).\(suffix)"
    let target = "\(media)/\(kind.folder)/\(name)"
    var answer = UploadAnswer(
      filename: name, url: "/media/\(kind.folder)/\(name)", contentType: contentType)
    if kind.media == "audio" || kind.media == "video" {
      answer.duration = await MediaTools.duration(of: path)
    }
    let still = "\(media)/incoming/\(UUID().uuidString.lowercased()).jpg"
    defer { unlink(still) }
    var place: String?
    // The first picture of many films is black.
    let time = min(1, Double(answer.duration ?? 0) / 2)
    if wantsStill, await MediaTools.still(of: path, at: time, to: still) == .made {
      let new = ThumbnailRoutes.newPlace()
      place = "\(media)/\(new)"
      answer.thumbnailURL = "/media/\(new)"
    }
    do {
      return try await call.write { [answer, place] db in
        let reply = try kind.finish(db, call, answer)
        try record(db, reply)
        if isKept {
          try IncomingFile.link(path, to: target)
        } else {
          try IncomingFile.move(path, to: target)
        }
        if let place { try IncomingFile.move(still, to: place) }
        return reply
      }
    } catch {
      // Not committed, so nobody was told the names. After a cancellation that is not certain.
      if !(error is CancellationError) {
        // Where the disk knows no second names, the first one is gone.
        if isKept, access(path, F_OK) != 0 { rename(target, path) } else { unlink(target) }
        if let place { unlink(place) }
      }
      throw error
    }
  }
}
