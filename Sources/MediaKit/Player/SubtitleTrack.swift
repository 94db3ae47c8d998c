import Foundation

/// Subtitles that a film carries.
public struct SubtitleTrack: Hashable, Sendable {
  /// libmpv's number for it, from 1.
  public var id: Int
  /// As the file has it, often a code such as "en" or "eng"; not sanitised.
  public var language: String?
  public var title: String?
  public var isSelected: Bool
  /// Pictures of words, as discs and broadcasts have them: they cannot be told as text.
  public var isBitmap: Bool

  public init(
    id: Int, language: String? = nil, title: String? = nil, isSelected: Bool = false,
    isBitmap: Bool = false
  ) {
    self.id = id
    self.language = language
    self.title = title
    self.isSelected = isSelected
    self.isBitmap = isBitmap
  }

  /// What a person calls it.
  public var name: String {
    [title, language].compactMap { $0 }.first { !$0.isEmpty } ?? "Track \(id)"
  }

  /// By ffmpeg's names (libavcodec/codec_desc.c, AV_CODEC_PROP_BITMAP_SUB).
  private static let bitmapCodecs: Set = [
    "hdmv_pgs_subtitle", "dvd_subtitle", "dvb_subtitle", "xsub",
  ]

  /// Reads libmpv's `track-list` property (mpv(1), "track-list") as JSON.
  static func list(json: String) -> [SubtitleTrack] {
    struct Track: Decodable {
      var id: Int
      var type: String
      var lang: String?
      var title: String?
      var selected: Bool?
      var codec: String?
    }
    let tracks = (try? JSONDecoder().decode([Track].self, from: Data(json.utf8))) ?? []
    return tracks.filter { $0.type == "sub" }.map {
      SubtitleTrack(
        id: $0.id, language: $0.lang, title: $0.title, isSelected: $0.selected == true,
        isBitmap: $0.codec.map(bitmapCodecs.contains) ?? false)
    }
  }
}
