import Foundation

/// What kind of file it is, by the few extensions that a download may have.
enum MediaForm {
  private static let byType: [String: String] = [
    "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/wav": "wav", "audio/x-wav": "wav",
    "audio/wave": "wav", "audio/vnd.wave": "wav", "audio/ogg": "ogg", "audio/opus": "opus",
    "audio/webm": "webm", "audio/mp4": "m4a", "audio/x-m4a": "m4a", "audio/aac": "aac",
    "audio/flac": "flac", "audio/x-flac": "flac", "video/mp4": "mp4", "video/webm": "webm",
    "video/quicktime": "mov", "video/x-msvideo": "avi", "video/x-matroska": "mkv",
    "application/pdf": "pdf", "application/epub+zip": "epub", "text/plain": "txt",
  ]
  private static let known = Set(byType.values).union(["oga", "ogv", "m4v"])

  /// By the address, else by what the server says; "bin" for anything unknown.
  static func fileExtension(url: String, contentType: String?) -> String {
    if let own = ofAddress(url) { return own }
    return contentType.flatMap { byType[essence($0)] } ?? "bin"
  }

  static func ofAddress(_ url: String) -> String? {
    let path = URLComponents(string: url)?.path ?? url
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let own = name[name.index(after: dot)...].lowercased()
    return known.contains(own) ? own : nil
  }

  /// Whether the server says that this is a page: what a hotel's network answers to everything.
  static func isPage(contentType: String?) -> Bool {
    guard let contentType else { return false }
    return ["text/html", "application/xhtml+xml"].contains(essence(contentType))
  }

  /// Whether a body begins as a page does. Bytes enough for that: ``sniffLength``.
  static func isPage(_ start: Data) -> Bool {
    var bytes = start.prefix(sniffLength)
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { bytes = bytes.dropFirst(3) }
    let text = String(decoding: bytes, as: UTF8.self).lowercased().drop { $0.isWhitespace }
    return ["<!doctype html", "<html", "<head", "<script"].contains { text.hasPrefix($0) }
  }

  static let sniffLength = 256

  /// A media type without its parameters (RFC 9110, section 8.3.1).
  private static func essence(_ type: String) -> String {
    type.split(separator: ";", omittingEmptySubsequences: false)[0]
      .trimmingCharacters(in: .whitespaces).lowercased()
  }
}
