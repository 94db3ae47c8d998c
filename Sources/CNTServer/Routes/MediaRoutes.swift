import CNTKit
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Media files: GET and HEAD with validators and ranges, as any player and downloader expects.
enum MediaRoutes {
  static func serve(_ request: Request, path: String, services: Services) async throws -> Reply {
    guard request.method == .get || request.method == .head else {
      throw Problem(405, "Method Not Allowed", headers: [("Allow", "GET, HEAD")])
    }
    guard let relative = String(path.dropFirst("/media/".count)).removingPercentEncoding,
      let file = services.media.file(relative)
    else { throw Problem.unknownPath }
    let headers = request.headers
    var fields: [(String, String)] = [
      ("ETag", "\"\(file.etag)\""), ("Last-Modified", HTTPDate.text(file.modified)),
      ("Accept-Ranges", "bytes"), ("Cache-Control", "public, max-age=31536000, immutable"),
    ]
    if isUnchanged(file, headers) { return Reply(status: 304, headers: fields, body: .empty) }
    fields.append(("Content-Type", file.contentType))
    let range =
      mayUseRange(file, headers)
      ? ByteRange(header: headers[.range], size: file.size) : .whole
    switch range {
    case .whole:
      fields.append(("Content-Length", "\(file.size)"))
      return Reply(status: 200, headers: fields, body: body(file, 0..<file.size))
    case .part(let range):
      fields.append(("Content-Length", "\(range.count)"))
      fields.append(
        ("Content-Range", "bytes \(range.lowerBound)-\(range.upperBound)/\(file.size)"))
      return Reply(
        status: 206, headers: fields,
        body: body(file, range.lowerBound..<range.upperBound + 1))
    case .unsatisfiable:
      throw Problem(
        416, "Requested Range Not Satisfiable",
        headers: [("Content-Range", "bytes */\(file.size)")])
    }
  }

  /// RFC 9110, section 13.2.2: If-None-Match decides; If-Modified-Since only without it. The
  /// platform's clients send the tag without quotation marks.
  private static func isUnchanged(_ file: MediaStore.File, _ headers: HTTPFields) -> Bool {
    if let tags = headers[.ifNoneMatch] {
      return tags.split(separator: ",").contains { tag in
        let bare = tag.trimmingCharacters(in: .whitespaces).replacing("W/", with: "")
          .replacing("\"", with: "")
        return bare == file.etag || bare == "*"
      }
    }
    if let date = headers[.ifModifiedSince].flatMap({ HTTPDate.seconds($0) }) {
      return file.modified <= date
    }
    return false
  }

  /// RFC 9110, section 13.1.5: a range is honoured only for the representation that was meant.
  private static func mayUseRange(_ file: MediaStore.File, _ headers: HTTPFields) -> Bool {
    guard let condition = headers[.ifRange] else { return true }
    if let date = HTTPDate.seconds(condition) { return date == file.modified }
    guard !condition.hasPrefix("W/") else { return false }
    return condition.replacing("\"", with: "") == file.etag
  }

  private static let pieceSize = 64 << 10

  private static func body(_ file: MediaStore.File, _ range: Range<Int>) -> Reply.Body {
    .stream(
      ResponseBody(contentLength: range.count) { writer in
        let fd = open(file.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard fd >= 0 else { throw Problem(500, "Internal Server Error") }
        defer { close(fd) }
        var offset = range.lowerBound
        var buffer = [UInt8](repeating: 0, count: pieceSize)
        while offset < range.upperBound {
          let wanted = min(pieceSize, range.upperBound - offset)
          let count = pread(fd, &buffer, wanted, off_t(offset))
          // A file that became shorter: the connection ends, so that the client sees a cut answer.
          guard count > 0 else { throw Problem(500, "Internal Server Error") }
          try await writer.write(ByteBuffer(bytes: buffer[..<count]))
          offset += count
        }
        try await writer.finish(nil)
      })
  }
}
