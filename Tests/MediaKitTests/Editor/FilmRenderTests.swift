import Foundation
import Testing

@testable import MediaKit

/// What films look like after an edit, measured in their pixels.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct FilmRenderTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Two seconds red, two green, two blue, at 25 pictures a second with 600 Hz; the left half is darker.
  private func film() async throws -> EditList {
    let colors = ["red", "lime", "blue"]
    let path = try await TestFilm.make(
      colors.flatMap { ["-f", "lavfi", "-i", "color=\($0):s=160x120:r=25:d=2"] } + [
        "-f", "lavfi", "-i", "sine=600:r=48000:d=6", "-filter_complex",
        "[0][1][2]concat=n=3,drawbox=x=0:y=0:w=80:h=120:color=black:t=fill[v]", "-map", "[v]",
        "-map", "3:a", "-c:a", "aac",
      ] + TestFilm.encoding)
    return try await EditList(reading: [path])
  }

  private func render(_ edit: EditList, name: String = "out") async throws -> String {
    let target = folder.path + "/\(name).mp4"
    try await Renderer().render(edit, as: .mp4, to: target)
    return target
  }

  /// The pictures of a film at even times.
  private func frames(_ path: String, _ count: Int) async throws -> [PixelFrame] {
    var frames: [PixelFrame] = []
    let size = PixelSize(width: 160, height: 160)
    for try await (_, frame) in FilmStrip().frames(of: path, count: count, fitting: size) {
      frames.append(frame)
    }
    return frames
  }

  private func color(_ frame: PixelFrame?, _ x: Double, _ y: Double) -> String {
    guard let frame, !frame.size.isEmpty else { return "none" }
    let pixel =
      frame.pixels[
        Int(y * Double(frame.size.height)) * frame.size.width + Int(x * Double(frame.size.width))]
    let parts = [0, 8, 16].map { pixel >> UInt32($0) & 255 > 110 ? "1" : "0" }
    return parts.joined()
  }

  private static let (red, green, blue, black, white) = ("100", "010", "001", "000", "111")

  @Test func `cuts and moves change picture and sound alike`() async throws {
    var edit = try await film()
    #expect(edit.picture?.rate == FrameRate(25))
    // The green part goes, blue comes first.
    try edit.cut(96_000..<192_000)
    try edit.move(clip: 1, to: 0)
    let path = try await render(edit)
    let facts = try await MediaFacts.read(path)
    #expect(abs(facts.duration - 4) < 0.05, "\(facts.duration)")
    let frames = try await frames(path, 8)
    #expect(
      frames.map { color($0, 0.75, 0.5) }
        == Array(repeating: Self.blue, count: 4) + Array(repeating: Self.red, count: 4))
    #expect(frames.map { color($0, 0.25, 0.5) } == Array(repeating: Self.black, count: 8))
    #expect(frames.first?.size == PixelSize(width: 160, height: 120))
    let samples = try await TestSound.samples(path, rate: 48_000)
    #expect(abs(TestSound.frequency(samples[100_000...], rate: 48_000) - 600) < 4)
  }

  @Test func `a picture is turned, cut and coloured`() async throws {
    var edit = try await film()
    edit.picture?.rotation = .right
    edit.picture?.width = 120
    edit.picture?.height = 160
    let path = try await render(edit, name: "turned")
    let turned = try await frames(path, 3)
    #expect(turned.first?.size == PixelSize(width: 120, height: 160))
    // What was left is at the top.
    #expect(turned.map { color($0, 0.5, 0.25) } == [Self.black, Self.black, Self.black])
    #expect(turned.map { color($0, 0.5, 0.75) } == [Self.red, Self.green, Self.blue])

    edit = try await film()
    edit.picture?.crop = .init(left: 0.5, top: 0, width: 0.5, height: 1)
    edit.picture?.width = 80
    edit.picture?.saturation = 0
    edit.picture?.brightness = 0.4
    let gray = try await frames(try await render(edit, name: "gray"), 3)
    for frame in gray {
      #expect(color(frame, 0.1, 0.5) == color(frame, 0.9, 0.5))
      let pixel = frame.pixels[40 * 80 + 40]
      #expect(abs(Int(pixel & 255) - Int(pixel >> 8 & 255)) < 12, "no colour is left")
    }
    #expect(color(gray[1], 0.1, 0.5) == Self.white)
  }

  @Test func `words are over the picture for their time, whatever is in them`() async throws {
    var edit = try await film()
    edit.picture?.overlays = [
      .init(
        text: RenderTests.hostile, place: .middle, size: 0.1, color: 0xffffff, start: 96_000,
        end: 192_000)
    ]
    let frames = try await frames(try await render(edit), 3)
    func brightest(_ frame: PixelFrame) -> Int {
      frame.pixels.count {
        color(PixelFrame(size: PixelSize(width: 1, height: 1), pixels: [$0]), 0, 0) == Self.white
      }
    }
    #expect(brightest(frames[0]) == 0 && brightest(frames[2]) == 0)
    #expect(brightest(frames[1]) > 40, "\(brightest(frames[1]))")
    // Two lines, and as wide as all of the first one's letters.
    let rows = (0..<120).filter { row in
      frames[1].pixels[row * 160..<(row + 1) * 160].contains {
        $0 & 0xff > 110 && $0 >> 16 & 0xff > 110
      }
    }
    #expect((rows.last ?? 0) - (rows.first ?? 0) > 16)
  }

  @Test func `the sound is taken away, or another one's`() async throws {
    var edit = try await film()
    edit.soundtrack = .none
    #expect(try await MediaFacts.read(try await render(edit, name: "mute")).audio == nil)
    let music = try await TestFilm.make(["-f", "lavfi", "-i", "sine=1500:d=3"], ending: "flac")
    edit.sources.append(try await EditSource(reading: music, sampleRate: 48_000))
    edit.soundtrack = .replaced(source: 1)
    let samples = try await TestSound.samples(
      try await render(edit, name: "music"), rate: 48_000)
    #expect(abs(samples.count - 288_000) < 2100)
    #expect(abs(TestSound.frequency(samples[50_000...], rate: 48_000) - 1500) < 4)
    #expect(TestSound.level(samples[160_000..<280_000]) < -60)
  }

  @Test func `the poster is the picture at its time`() async throws {
    var edit = try await film()
    edit.picture?.poster = 150_000
    let frame = try await Renderer().frame(
      of: edit, at: 150_000, fitting: PixelSize(width: 80, height: 80))
    #expect(frame.size == PixelSize(width: 80, height: 60))
    #expect(color(frame, 0.75, 0.5) == Self.green)
    let path = try await render(edit)
    #expect(try await MediaFacts.read(path).hasCover)
    let cover = try await TestFilm.make(
      ["-i", path, "-map", "0:v:1", "-frames:v", "1"], ending: "png")
    let picture = try await PictureDecoder(patience: .seconds(120)).pixels(
      of: cover, fitting: PixelSize(width: 160, height: 120))
    let place = (60 * 160 + 120) * 3
    #expect(picture.bytes[place] < 60 && picture.bytes[place + 1] > 180)
  }

  @Test func `a film and a sound make one programme`() async throws {
    var edit = try await film()
    let music = try await TestFilm.make(["-f", "lavfi", "-i", "sine=1500:d=1"], ending: "flac")
    edit.append(try await EditSource(reading: music, sampleRate: 48_000))
    let path = try await render(edit)
    let facts = try await MediaFacts.read(path)
    #expect(abs(facts.duration - 7) < 0.05)
    let frames = try await frames(path, 7)
    #expect(color(frames.last, 0.75, 0.5) == Self.black)
    #expect(color(frames[5], 0.75, 0.5) == Self.blue)
  }

  @Test func `a strip of what is no film is refused`() async throws {
    let sound = try await TestFilm.make(["-f", "lavfi", "-i", "sine=d=1"], ending: "wav")
    await #expect(throws: EditProblem(.unreadable(sound))) { _ = try await frames(sound, 3) }
  }
}
