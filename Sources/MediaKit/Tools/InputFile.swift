/// How ffmpeg is told of a file: never as an option, an address or a list of other files.
enum InputFile {
  /// Containers that hold sound or pictures themselves (FFmpeg, Formats). The ones that only name other
  /// files, such as playlists, are not here.
  private static let containers = [
    "mov", "mp4", "m4a", "3gp", "matroska", "webm", "mp3", "flac", "wav", "w64", "ogg", "aac",
    "aiff", "au", "ac3", "eac3", "avi", "flv", "mpeg", "mpegts", "asf", "caf", "amr", "wv", "ape",
  ]

  /// Go before `-i`.
  static let limits = [
    "-protocol_whitelist", "file", "-format_whitelist", containers.joined(separator: ","),
  ]

  /// With the protocol in front, so that no name is read as an option or an address.
  static func argument(_ path: String) -> String {
    "file:" + (path.hasPrefix("/") ? path : "./" + path)
  }
}
