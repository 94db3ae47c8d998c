import CNTKit
import Crypto
import Foundation
import Glibc

/// The folder that uploads and demo media live in, and how files in it are found.
struct MediaStore: Sendable {
  let folder: String

  /// Only looks.
  init(existing folder: String) { self.folder = folder }

  /// Makes what is missing.
  init(folder: String) throws {
    self.folder = folder
    // Folders as the platform names them.
    let folders = [
      "audio", "video", "movies", "animated-bible-stories", "images", "images/profiles",
      "images/thumbnails/podcasts/custom", "images/thumbnails/podcasts/generated",
      "images/thumbnails/default", "images/quotes", "documents",
    ]
    for name in folders + Self.hidden {
      try Paths.makeFolder(folder + "/" + name)
    }
  }

  /// What is not whole yet is served to nobody.
  static let hidden = ["incoming", "parts"]

  /// A file that may be served.
  struct File: Sendable, Hashable {
    var path: String
    var size: Int
    /// Seconds since 1970.
    var modified: Int
    var contentType: String
    /// Of size and time: content never changes under one name.
    var etag: String
  }

  /// The file that a path under `/media/` names, or nil. Nothing outside the folder, no link, no
  /// hidden file.
  func file(_ relative: String) -> File? {
    let parts = relative.split(separator: "/", omittingEmptySubsequences: false)
    guard (2...6).contains(parts.count),
      parts.allSatisfy({ part in
        !part.isEmpty && !part.hasPrefix(".") && !part.contains("\0") && !part.contains("\\")
      }), !Self.hidden.contains(String(parts[0]))
    else { return nil }
    var path = folder
    for part in parts {
      path += "/" + part
      var info = stat()
      guard lstat(path, &info) == 0, info.st_mode & S_IFMT != S_IFLNK else { return nil }
    }
    var info = stat()
    guard stat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    let modified = (attributes?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
    let digest = Insecure.MD5.hash(data: Data("\(info.st_size)-\(modified)".utf8))
    return File(
      path: path, size: Int(info.st_size), modified: Int(modified),
      contentType: MediaType.contentType(of: String(parts[parts.count - 1])),
      etag: digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined())
  }
}

/// Kinds of media by name and by content.
enum MediaType {
  static func contentType(of name: String) -> String {
    let suffix = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return types[suffix] ?? "application/octet-stream"
  }

  private static let types = [
    "mp3": "audio/mpeg", "wav": "audio/wav", "ogg": "audio/ogg", "opus": "audio/ogg",
    "m4a": "audio/mp4", "aac": "audio/aac", "flac": "audio/flac", "weba": "audio/webm",
    "mp4": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "avi": "video/x-msvideo",
    "mkv": "video/x-matroska", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png",
    "gif": "image/gif", "webp": "image/webp", "bmp": "image/bmp", "pdf": "application/pdf",
  ]

  /// How the type of an upload must begin.
  static func prefix(of kind: String) -> String {
    kind == "document" ? "application/pdf" : kind + "/"
  }

  /// The suffixes that a kind of upload may be stored under.
  static func suffix(of name: String, kind: String) -> String? {
    guard let suffix = name.split(separator: ".").last.map({ $0.lowercased() }),
      let type = types[suffix]
    else { return nil }
    // Browsers record sound as webm.
    let fits = type.hasPrefix(prefix(of: kind)) || kind == "audio" && suffix == "webm"
    return fits ? suffix : nil
  }

  /// Whether the first bytes of a file are of the kind; whatever its name and its part's header say.
  static func looks(like kind: String, _ head: Data) -> Bool {
    let bytes = [UInt8](head.prefix(16))
    func begins(_ text: String, at offset: Int = 0) -> Bool {
      bytes.count >= offset + text.utf8.count
        && bytes[offset..<offset + text.utf8.count].elementsEqual(text.utf8)
    }
    func begins(_ values: [UInt8]) -> Bool { bytes.starts(with: values) }
    let isMP4 = begins("ftyp", at: 4)
    let isMatroska = begins([0x1a, 0x45, 0xdf, 0xa3])
    switch kind {
    case "audio":
      let isMPEG = bytes.count > 1 && bytes[0] == 0xff && bytes[1] & 0xe0 == 0xe0
      return begins("ID3") || isMPEG || begins("OggS") || begins("fLaC")
        || begins("RIFF") && begins("WAVE", at: 8) || isMP4 || isMatroska
    case "video":
      return isMP4 || isMatroska || begins("RIFF") && begins("AVI ", at: 8) || begins("OggS")
        || begins("moov", at: 4) || begins("mdat", at: 4) || begins("wide", at: 4)
    case "image":
      return begins([0xff, 0xd8, 0xff]) || begins([0x89, 0x50, 0x4e, 0x47]) || begins("GIF8")
        || begins("RIFF") && begins("WEBP", at: 8) || begins("BM")
    case "document": return begins("%PDF-")
    default: return false
    }
  }
}
