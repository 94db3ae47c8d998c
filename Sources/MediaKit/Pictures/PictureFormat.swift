/// The kinds of picture files that are decoded, known by their first bytes: what a name or a server says
/// of a file does not count, and neither does what a decoder would guess.
public enum PictureFormat: String, Hashable, Sendable, CaseIterable {
  case jpeg, png, gif, webp

  /// How many bytes ``init(head:)`` needs.
  static let headBytes = 16

  public init?(head: some Sequence<UInt8>) {
    let head = Array(head.prefix(Self.headBytes))
    if head.starts(with: [0xff, 0xd8, 0xff]) {
      self = .jpeg
    } else if head.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
      self = .png
    } else if head.starts(with: "GIF87a".utf8) || head.starts(with: "GIF89a".utf8) {
      self = .gif
    } else if head.starts(with: "RIFF".utf8), head.dropFirst(8).starts(with: "WEBP".utf8) {
      self = .webp
    } else {
      return nil
    }
  }

  /// ffmpeg's demuxer and decoder: nothing is left to be found out from the content.
  var ffmpeg: (demuxer: String, decoder: String) {
    switch self {
    case .jpeg: ("jpeg_pipe", "mjpeg")
    case .png: ("png_pipe", "png")
    case .gif: ("gif_pipe", "gif")
    case .webp: ("webp_pipe", "webp")
    }
  }
}
