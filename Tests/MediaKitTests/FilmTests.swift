import Foundation
import Testing

@testable import MediaKit

/// Films of a few seconds, made by ffmpeg.
enum TestFilm {
  static func make(_ arguments: [String], ending: String = "mp4") async throws -> String {
    let path = NSTemporaryDirectory() + "cnt-film-\(UUID().uuidString).\(ending)"
    try await TestTool.run(
      "ffmpeg", ["-v", "error", "-nostdin", "-y"] + arguments + [path])
    return path
  }

  static let encoding = ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p"]
}

@Suite(.serialized, .timeLimit(.minutes(5)))
struct FilmTests {
  /// Pictures as they come.
  private func pictures(_ box: PictureBox) -> AsyncStream<Void> {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    box.connect { continuation.yield() }
    return stream
  }

  /// Left half red, right half green, then all blue.
  private func film() async throws -> String {
    try await TestFilm.make(
      [
        "-f", "lavfi", "-i", "color=red:size=160x120:rate=25:duration=1", "-f", "lavfi", "-i",
        "color=lime:size=160x120:rate=25:duration=1", "-f", "lavfi", "-i",
        "color=blue:size=320x120:rate=25:duration=4", "-filter_complex",
        "[0][1]hstack[a];[a][2]concat=n=2",
      ] + TestFilm.encoding)
  }

  private func isNear(_ a: UInt32, _ b: UInt32) -> Bool { ColorDistance.squared(a, b) < 12 * 12 }

  @Test func `pictures have the colours of the film at their places`() async throws {
    let box = PictureBox()
    let arrivals = pictures(box)
    box.setSize(PixelSize(width: 41, height: 20))
    let player = try Player(PlayerOptions(audioOutput: "null"), pictures: box)
    defer { player.close() }
    try player.load(.file(path: try await film()), startAt: 0, paused: true, pictures: true)
    var sawHalves = false
    for await _ in arrivals {
      guard let frame = box.take() else { continue }
      #expect(frame.size == PixelSize(width: 41, height: 20))
      let (left, right) = (frame.pixels[5 * 41 + 5], frame.pixels[15 * 41 + 35])
      if isNear(left, 0x0000ff) && isNear(right, 0x00ff00) {
        // However slow the machine is, the first picture is there until now.
        sawHalves = true
        player.setPaused(false)
      }
      if sawHalves, isNear(left, 0xff0000), isNear(right, 0xff0000) { break }
    }
    #expect(sawHalves)
  }

  @Test func `a paused film is drawn again at a new size`() async throws {
    let box = PictureBox()
    let arrivals = pictures(box)
    box.setSize(PixelSize(width: 20, height: 10))
    let player = try Player(PlayerOptions(audioOutput: "null"), pictures: box)
    defer { player.close() }
    try player.load(.file(path: try await film()), startAt: 0, paused: true, pictures: true)
    var asked = false
    for await _ in arrivals {
      guard let frame = box.take() else { continue }
      if frame.size.width == 20, !asked {
        asked = true
        box.setSize(PixelSize(width: 64, height: 36))
      } else if frame.size.width == 64 {
        #expect(isNear(frame.pixels[0], 0x0000ff))
        break
      }
    }
    #expect(asked)
  }

  @Test func `a film tells its size and its end, seen or not`() async throws {
    let player = try Player(PlayerOptions(audioOutput: "null"))
    defer { player.close() }
    // Nobody wants pictures: the size of the box is none.
    try player.load(.file(path: try await film()), startAt: 0, paused: false, pictures: true)
    var sizes: [PixelSize?] = []
    for await event in player.events {
      if case .picture(let size) = event { sizes.append(size) }
      if event == .ended { break }
    }
    #expect(sizes.first == PixelSize(width: 320, height: 120))
  }

  @Test func `without pictures none are made`() async throws {
    let box = PictureBox()
    box.setSize(PixelSize(width: 20, height: 10))
    let player = try Player(PlayerOptions(audioOutput: "null"), pictures: box)
    defer { player.close() }
    let path = try await TestFilm.make(
      [
        "-f", "lavfi", "-i", "color=red:size=64x48:rate=25:duration=1", "-f", "lavfi", "-i",
        "sine=duration=1",
      ] + TestFilm.encoding)
    try player.load(.file(path: path), startAt: 0, paused: false)
    for await event in player.events {
      if case .picture(let size) = event { #expect(size == nil) }
      if event == .ended { break }
    }
    #expect(box.counts == PictureBox.Counts())
    #expect(box.take() == nil)
  }

  @Test func `subtitles come as words and can be switched`() async throws {
    let words = NSTemporaryDirectory() + "cnt-words-\(UUID().uuidString).srt"
    try "1\n00:00:00,200 --> 00:00:09,000\nIn the beginning\nwas the word\n\n"
      .write(toFile: words, atomically: true, encoding: .utf8)
    let path = try await TestFilm.make(
      [
        "-f", "lavfi", "-i", "color=black:size=64x48:rate=25:duration=9", "-i", words, "-c:s",
        "srt", "-metadata:s:s:0", "language=eng",
      ] + TestFilm.encoding, ending: "mkv")
    let player = try Player(PlayerOptions(audioOutput: "null"))
    defer { player.close() }
    try player.load(.file(path: path), startAt: 0, paused: false, pictures: true)
    var track: Int?
    var said = false
    for await event in player.events {
      switch event {
      case .subtitleTracks(let tracks):
        if let first = tracks.first {
          #expect(first.name == "eng")
          track = first.id
          if !first.isSelected, !said { player.selectSubtitles(first.id) }
        }
      case .subtitle("In the beginning\nwas the word") where !said:
        said = true
        player.selectSubtitles(nil)
      case .subtitle("") where said:
        #expect(track == 1)
        return
      case .ended: Issue.record("the film ended before its words went")
      default: break
      }
    }
  }
}
