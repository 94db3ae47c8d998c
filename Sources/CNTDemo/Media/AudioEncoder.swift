import Foundation

/// Title, artist and album as they stand in a file's ID3 tags.
struct AudioTags: Sendable {
  var title: String
  var artist: String
  var album: String
  var genre = "Speech"
}

/// Turns WAV into tagged MP3 with the cover inside.
struct AudioEncoder: Sendable {
  enum Kind: Sendable {
    case speech
    case music

    /// Speech gets the air of a room, music that of a church.
    fileprivate var arguments: [String] {
      switch self {
      case .speech:
        [
          "-af",
          "highpass=f=75,lowpass=f=9000,aecho=0.85:0.6:38:0.12,volume=4dB,adelay=300,apad=pad_dur=0.7",
          "-ac", "1", "-ar", "24000", "-b:a", "56k",
        ]
      case .music:
        [
          "-af",
          "aformat=channel_layouts=stereo,aecho=0.8:0.7:61|97|143:0.22|0.16|0.1,stereowiden=delay=12:feedback=0.15,volume=9dB",
          "-ac", "2", "-ar", "44100", "-b:a", "112k",
        ]
      }
    }
  }

  func encode(_ wav: String, to mp3: String, cover: String, kind: Kind, tags: AudioTags)
    async throws(DemoError)
  {
    try await Tool.ffmpeg.run(
      ["-nostdin", "-v", "error", "-y", "-i", wav, "-i", cover, "-map", "0:a", "-map", "1:v"]
        + kind.arguments
        + [
          "-c:v", "copy", "-disposition:v", "attached_pic", "-id3v2_version", "3",
          "-metadata:s:v", "title=Album cover", "-metadata:s:v", "comment=Cover (front)",
          "-metadata", "title=\(tags.title)", "-metadata", "artist=\(tags.artist)",
          "-metadata", "album=\(tags.album)", "-metadata", "genre=\(tags.genre)",
          "-fflags", "+bitexact", mp3,
        ])
  }

  /// The length of any media file, in seconds.
  static func duration(of path: String) async throws(DemoError) -> Double {
    let output = try await Tool.ffprobe.run([
      "-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0", path,
    ])
    guard let seconds = Double(output.trimmingCharacters(in: .whitespacesAndNewlines)), seconds > 0
    else { throw DemoError(.toolFailed(tool: "ffprobe", detail: "no duration in \(path)")) }
    return seconds
  }
}
