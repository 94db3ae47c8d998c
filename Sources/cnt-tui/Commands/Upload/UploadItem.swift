import CNTKit
import Foundation

/// A file on its way to the platform, and what is to be made of it.
struct UploadItem: Hashable, Sendable {
  enum Kind: String, Codable, Hashable, Sendable { case podcast, movie }

  /// Absolute.
  var path: String
  var title: String
  var description: String?
  var category: Int?
  /// Seconds.
  var duration: Int?
  var kind = Kind.podcast
  var media = MediaFile.Media.audio
  var contentType = ""
  /// Bytes.
  var size = 0
  /// Microseconds since 1970 of the last change: with path and size it tells one file from another.
  var modified = 0
  /// Why it cannot be uploaded, with what to do about it.
  var problem: String?

  var identity: String { "\(path)\n\(size)\n\(modified)" }
  var filename: String { (path as NSString).lastPathComponent }
}

/// What a name says about a file of sound or pictures.
enum MediaFile {
  enum Media: String, Codable, Hashable, Sendable { case audio, video }

  /// The platform's proxy takes no more in one request, bytes.
  static let largest = 500 << 20

  static let types: [String: (media: Media, contentType: String)] = [
    "mp3": (.audio, "audio/mpeg"), "wav": (.audio, "audio/wav"), "ogg": (.audio, "audio/ogg"),
    "webm": (.audio, "audio/webm"), "m4a": (.audio, "audio/mp4"), "aac": (.audio, "audio/aac"),
    "flac": (.audio, "audio/flac"), "mp4": (.video, "video/mp4"),
    "mov": (.video, "video/quicktime"), "avi": (.video, "video/x-msvideo"),
    "mkv": (.video, "video/x-matroska"),
  ]

  static func type(of path: String) -> (media: Media, contentType: String)? {
    types[(path as NSString).pathExtension.lowercased()]
  }

  /// A title out of a name: "03_morning-prayer.mp3" reads "03 morning-prayer".
  static func title(of path: String) -> String {
    ((path as NSString).lastPathComponent as NSString).deletingPathExtension
      .replacing("_", with: " ").trimmingWhitespace()
  }

  /// Size and time of a file that can be read; a sentence where it cannot.
  static func look(at path: String) -> (size: Int, modified: Int, problem: String?) {
    var info = stat()
    guard stat(path, &info) == 0 else {
      return (0, 0, errno == ENOENT ? "There is no such file." : reason(errno))
    }
    let modified = info.st_mtim.tv_sec * 1_000_000 + info.st_mtim.tv_nsec / 1000
    let size = Int(info.st_size)
    guard info.st_mode & S_IFMT == S_IFREG else { return (size, modified, "It is no file.") }
    guard access(path, R_OK) == 0 else { return (size, modified, reason(errno)) }
    if size == 0 { return (size, modified, "It is empty.") }
    if size > largest {
      return (
        size, modified, "It is larger than 500 MB, the most the platform takes: make it smaller."
      )
    }
    return (size, modified, nil)
  }

  private static func reason(_ code: Int32) -> String {
    "It cannot be read (\(String(cString: strerror(code)))): see who may read it."
  }
}
