import Foundation
import Testing

@testable import MediaKit

/// Subtitles as Blu-ray discs have them (US 2009/0185789 A1): one green bar, written by hand because
/// no program at hand makes them.
private struct PresentationGraphics {
  private(set) var bytes: [UInt8] = []

  init(video: PixelSize, bar: PixelSize, x: Int, y: Int, seconds: Int) {
    func two(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 255), UInt8(value & 255)] }
    let head = two(video.width) + two(video.height) + [0x10]
    segment(0x16, 0, head + [0, 0, 0x80, 0, 0, 1, 0, 0, 0, 0] + two(x) + two(y))
    segment(0x17, 0, [1, 0] + two(x) + two(y) + two(bar.width) + two(bar.height))
    // Green, opaque, as Y, Cr, Cb, alpha.
    segment(0x14, 0, [0, 0, 1, 145, 34, 54, 255])
    let line: [UInt8] = [0, UInt8(0xc0 | bar.width >> 8), UInt8(bar.width & 255), 1, 0, 0]
    let pixels = Array(repeatElement(line, count: bar.height).joined())
    let length = pixels.count + 4
    segment(
      0x15, 0,
      [0, 0, 0, 0xc0, 0] + two(length) + two(bar.width) + two(bar.height) + pixels)
    segment(0x80, 0, [])
    segment(0x16, seconds, head + [0, 1, 0, 0, 0, 0])
    segment(0x17, seconds, [1, 0] + two(x) + two(y) + two(bar.width) + two(bar.height))
    segment(0x80, seconds, [])
  }

  private mutating func segment(_ type: UInt8, _ seconds: Int, _ body: [UInt8]) {
    let time = seconds * 90_000
    bytes += Array("PG".utf8) + (0..<4).map { UInt8(time >> (24 - 8 * $0) & 255) } + [0, 0, 0, 0]
    bytes += [type, UInt8(body.count >> 8), UInt8(body.count & 255)] + body
  }
}

@Suite(.serialized, .timeLimit(.minutes(3)))
struct BitmapSubtitleTests {
  @Test func `subtitles that are pictures are drawn into the film, text is not`() async throws {
    let size = PixelSize(width: 320, height: 180)
    let bar = PresentationGraphics(
      video: size, bar: PixelSize(width: 160, height: 40), x: 80, y: 120, seconds: 50)
    let words = NSTemporaryDirectory() + "cnt-words-\(UUID().uuidString).sup"
    try Data(bar.bytes).write(to: URL(fileURLWithPath: words))
    let film = try await TestFilm.make(
      [
        "-f", "lavfi", "-i", "color=blue:size=320x180:rate=25:duration=60", "-i", words, "-map",
        "0:v", "-map", "1:s", "-c:s", "copy",
      ] + TestFilm.encoding, ending: "mkv")
    let box = PictureBox()
    let (arrivals, continuation) = AsyncStream.makeStream(of: Void.self)
    box.connect { continuation.yield() }
    box.setSize(size)
    let player = try Player(PlayerOptions(audioOutput: "null"), pictures: box)
    defer { player.close() }
    let tracks = Task {
      for await event in player.events {
        if case .subtitleTracks(let tracks) = event, !tracks.isEmpty { return tracks }
      }
      return []
    }
    try player.load(.file(path: film), startAt: 0, paused: false, pictures: true)
    #expect(await tracks.value.map(\.isBitmap) == [true])
    player.selectSubtitles(1)
    var frames = 0
    for await _ in arrivals {
      frames += 1
      if frames > 300 { break }
      guard let frame = box.take() else { continue }
      let (inside, outside) = (frame.pixels[140 * 320 + 160], frame.pixels[60 * 320 + 160])
      #expect(ColorDistance.squared(outside, 0xff0000) < 20 * 20)
      // Until it is chosen and shown, the film alone is there.
      if inside >> 8 & 0xff > 100, inside & 0xff < 80 { return }
    }
    Issue.record("no picture has the words")
  }

  @Test func `ffmpeg's names tell which they are`() {
    let tracks = SubtitleTrack.list(
      json: """
        [{"id":1,"type":"sub","codec":"subrip","selected":true},
         {"id":2,"type":"sub","codec":"dvd_subtitle"},{"id":3,"type":"sub"},
         {"id":1,"type":"video","codec":"h264"}]
        """)
    #expect(tracks.map(\.isBitmap) == [false, true, false])
  }
}
