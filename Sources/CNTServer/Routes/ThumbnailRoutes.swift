import CNTKit
import Foundation
import GRDB

/// Pictures of films that are uploaded, and how long files are.
enum ThumbnailRoutes {
  static let routes: [Route] = [
    Route(.post, "/api/v1/upload/thumbnail/generate-from-video", .member, generate),
    Route(.get, "/api/v1/upload/thumbnail/defaults", .optional, defaults),
    Route(.get, "/api/v1/upload/media/duration", .member, duration),
  ]

  static let defaultFolder = "images/thumbnails/default"
  private static let generatedFolder = "images/thumbnails/podcasts/generated"

  /// `video_url` and `timestamp` (seconds) stand in the query, although it is a POST.
  private static func generate(_ call: Call) async throws -> Reply {
    guard let address = call.text("video_url") else {
      throw Problem(invalid: [Invalid.missing("video_url", in: "query", input: .null)])
    }
    let seconds: Double
    switch call.text("timestamp") {
    case nil, "": seconds = 1
    case let text?:
      guard let number = Double(text), (0...1e6).contains(number) else {
        throw Problem(400, "timestamp must be a number of seconds")
      }
      seconds = number
    }
    let file = try file(call, address)
    guard file.contentType.hasPrefix("video/") else { throw Problem(400, "This is no video") }
    let folder = call.services.media.folder
    let incoming = "\(folder)/incoming/\(UUID().uuidString.lowercased()).jpg"
    defer { unlink(incoming) }
    switch await MediaTools.still(of: file.path, at: seconds, to: incoming) {
    case .made: break
    case .none: throw Problem(400, "There is no picture at \(seconds) seconds")
    case .busy: throw Problem(503, "The server makes no pictures now: try again later")
    }
    let place = newPlace()
    do {
      return try await call.write { _ in
        try IncomingFile.move(incoming, to: "\(folder)/\(place)")
        return try .json(["thumbnail_url": "/media/\(place)"])
      }
    } catch let error as DatabaseError {
      unlink("\(folder)/\(place)")
      throw error
    }
  }

  /// Where a new picture goes, below the folder of media.
  static func newPlace() -> String { "\(generatedFolder)/\(UUID().uuidString.lowercased()).jpg" }

  /// The pictures that the people who run the server laid into the folder of defaults.
  private static func defaults(_ call: Call) async throws -> Reply {
    let media = call.services.media
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(media.folder)/\(defaultFolder)"))
    let urls = (names ?? []).sorted().filter {
      MediaType.contentType(of: $0).hasPrefix("image/")
        && media.file("\(defaultFolder)/\($0)") != nil
    }.map { "/media/\(defaultFolder)/\($0)" }
    return try .json(["thumbnails": urls])
  }

  private static func duration(_ call: Call) async throws -> Reply {
    guard let path = call.text("path") ?? call.text("url") else {
      throw Problem(invalid: [Invalid.missing("path", in: "query", input: .null)])
    }
    let file = try file(call, path)
    let seconds = await MediaTools.duration(of: file.path)
    return try .json(["duration": seconds.map(JSONValue.int) ?? .null])
  }

  /// A file of this server, by its address or the path in it.
  private static func file(_ call: Call, _ address: String) throws -> MediaStore.File {
    var path = address[...]
    if let scheme = path.range(of: "://") {
      path = path[scheme.upperBound...].drop { $0 != "/" }
    }
    path = path.prefix { $0 != "?" && $0 != "#" }.drop { $0 == "/" }
    if path.hasPrefix("media/") { path = path.dropFirst(6) }
    let text = String(path).removingPercentEncoding ?? String(path)
    guard let file = call.services.media.file(text) else { throw Problem.notFound("File") }
    return file
  }
}
