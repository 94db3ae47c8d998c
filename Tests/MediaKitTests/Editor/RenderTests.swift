import Foundation
import Synchronization
import Testing

@testable import MediaKit

/// What is rendered, measured in the files.
@Suite(.serialized, .timeLimit(.minutes(10)))
struct RenderTests {
  static let hostile = "'; [x] : = , %{pts} \\ \"q\" # ;\nnext\\'line $HOME `id`"
  private let folder: TestFolder
  private let rate = 48_000

  init() throws { folder = try TestFolder() }

  /// Two seconds each of 400, 800 and 1600 Hz, mono at 48 kHz, in a file with a hostile name.
  private func tones() async throws -> EditList {
    let made = try await TestFilm.make(
      [
        "-f", "lavfi", "-i", "sine=400:r=48000:d=2", "-f", "lavfi", "-i", "sine=800:r=48000:d=2",
        "-f", "lavfi", "-i", "sine=1600:r=48000:d=2", "-filter_complex",
        "[0][1][2]concat=n=3:v=0:a=1",
      ], ending: "wav")
    let path = folder.path + "/-i '; %d \\[x],a=b.wav"
    try FileManager.default.moveItem(atPath: made, toPath: path)
    return try await EditList(reading: [path])
  }

  private func render(
    _ edit: EditList, _ format: RenderFormat = .wav, name: String = "out"
  ) async throws -> String {
    let target = folder.path + "/\(name).\(format == .opus ? "ogg" : format.rawValue)"
    try await Renderer().render(edit, as: format, to: target)
    return target
  }

  private func hertz(_ samples: [Int16], at second: Double) -> Double {
    TestSound.frequency(samples[Int(second * Double(rate))...], rate: rate)
  }

  @Test func `cuts, moves and gains are heard where they are, to the sample`() async throws {
    var edit = try await tones()
    #expect(edit.length == 288_000)
    try edit.cut(48_001..<96_003)
    try edit.split(at: 48_001)
    // 1600 Hz first, backwards in the source afterwards.
    try edit.split(at: 48_001 + 95_997)
    try edit.move(clip: 2, to: 0)
    try edit.setGain(-12, clip: 1)
    let path = try await render(edit)
    let samples = try await TestSound.samples(path)
    #expect(samples.count == 288_000 - 48_002)
    let expected = try await TestSound.samples(edit.sources[0].path)
    // Bytes are rounded once each way; a sample at the wrong place would be far off.
    let whole = zip(samples[..<96_000], expected[192_000...])
    #expect(whole.allSatisfy { abs(Int($0) - Int($1)) <= 2 })
    let quiet = zip(samples[96_000..<144_001], expected[..<48_001])
    #expect(quiet.allSatisfy { abs(Double($0) - Double($1) * 0.251_188_6) <= 2 })
    let last = zip(samples[144_001...], expected[96_003..<192_000])
    #expect(last.allSatisfy { abs(Int($0) - Int($1)) <= 2 })
    #expect(folder.names.filter { $0.hasSuffix(".part") }.isEmpty)
  }

  @Test func `fades begin and end at their samples`() async throws {
    var edit = try await tones()
    try edit.fade(clip: 0, in: 48_000, out: 96_000)
    let samples = try await TestSound.samples(try await render(edit))
    let full = TestSound.level(samples[96_000..<96_480])
    func level(_ place: Int) -> Double {
      TestSound.level(samples[place - 240..<place + 240]) - full
    }
    #expect(abs(level(24_000) + 6.02) < 0.2, "half way in")
    #expect(abs(level(60_000)) < 0.2)
    #expect(abs(level(240_000) + 6.02) < 0.2, "half way out")
    #expect(TestSound.level(samples.suffix(100)) < -70)
  }

  @Test(arguments: [RenderFormat.mp3, .m4a, .opus, .flac])
  func `formats have the programme, its tags, chapters and cover`(
    format: RenderFormat
  ) async throws {
    var edit = try await tones()
    edit.tags = ["title": Self.hostile, "artist": "Ä = Ö"]
    edit.chapters = [
      EditChapter(title: "One", start: 0), EditChapter(title: Self.hostile, start: 96_000),
      EditChapter(title: "Three", start: 192_001),
    ]
    edit.cover = try await TestFilm.make(
      ["-f", "lavfi", "-i", "color=red:s=60x40", "-frames:v", "1"], ending: "png")
    let path = try await render(edit, format)
    let facts = try await MediaFacts.read(path)
    #expect(abs(facts.duration - 6) < 0.06, "\(facts.duration)")
    #expect(facts.tags["title"] == Self.hostile)
    #expect(facts.tags["artist"] == "Ä = Ö")
    // ffmpeg neither writes chapters into FLAC nor reads them there.
    if format != .flac {
      #expect(facts.chapters.map(\.title) == ["One", Self.hostile, "Three"])
      #expect(zip(facts.chapters, [0, 2, 4.00002]).allSatisfy { abs($0.start - $1) < 0.002 })
    }
    #expect(facts.hasCover)
    let samples = try await TestSound.samples(path)
    for (second, tone) in [(0.5, 400.0), (2.5, 800), (4.5, 1600)] {
      #expect(abs(hertz(samples, at: second) - tone) < 4)
    }
  }

  @Test(arguments: [-16.0, -23])
  func `the programme is as loud as it is to be`(goal: Double) async throws {
    var edit = try await tones()
    try edit.setGain(-9, clip: 0)
    edit.loudness = LoudnessGoal(integrated: goal)
    let result = try await EditList(reading: [try await render(edit)])
    let measured = try #require(try await Loudness.measure(result))
    #expect(abs(measured.integrated - goal) < 0.3, "\(measured)")
    #expect(result.length == edit.length)
  }

  @Test func `peaks that leave no room are held down`() async throws {
    let path = try await TestFilm.make(
      [
        "-f", "lavfi", "-i",
        "aevalsrc=0.02*sin(2*PI*500*t)+0.97*sin(2*PI*700*t)*lt(mod(t\\,2)\\,0.02):s=48000:d=12",
      ], ending: "wav")
    var edit = try await EditList(reading: [path])
    edit.loudness = LoudnessGoal()
    let result = try await EditList(reading: [try await render(edit)])
    let measured = try #require(try await Loudness.measure(result))
    #expect(measured.truePeak <= -1.2, "\(measured)")
    #expect(abs(measured.integrated + 16) < 1.5, "\(measured)")
    #expect(result.length == edit.length)
  }

  @Test func `silence has no loudness and stays silence`() async throws {
    let path = try await TestFilm.make(["-f", "lavfi", "-i", "anullsrc=d=2"], ending: "wav")
    var edit = try await EditList(reading: [path], sampleRate: 44_100)
    edit.loudness = LoudnessGoal()
    #expect(try await Loudness.measure(edit) == nil)
    #expect(try await TestSound.samples(try await render(edit)).allSatisfy { $0 == 0 })
  }

  @Test func `silences are found, and gone after a cut`() async throws {
    let path = try await TestFilm.make(
      [
        "-f", "lavfi", "-i",
        "aevalsrc=0.3*sin(2*PI*500*t)*(lt(t\\,2)+gte(t\\,4)*lt(t\\,6)):s=48000:d=8",
      ], ending: "wav")
    var edit = try await EditList(reading: [path])
    let found = try await SilenceFinder().find(in: edit)
    try #require(found.count == 2)
    #expect(abs(found[0].lowerBound - 96_000) < 100 && abs(found[0].upperBound - 192_000) < 100)
    #expect(abs(found[1].lowerBound - 288_000) < 100 && found[1].upperBound == 384_000)
    try edit.removeSilence(found, margin: 4800)
    #expect(edit.clips.count == 2)
    let samples = try await TestSound.samples(try await render(edit))
    #expect(samples.count == Int(edit.length))
    #expect(abs(samples.count - (192_000 + 3 * 4800)) < 300)
  }

  @Test func `noise is lowered, the tone is not, and nothing moves`() async throws {
    let path = try await TestFilm.make(
      [
        "-f", "lavfi", "-i", "sine=1000:r=48000:d=6,volume=gte(t\\,3):eval=frame", "-f", "lavfi",
        "-i", "anoisesrc=r=48000:d=6:a=0.004:s=7", "-filter_complex",
        "[0][1]amix=normalize=0",
      ], ending: "wav")
    var edit = try await EditList(reading: [path])
    let before = try await TestSound.samples(path)
    edit.noiseReduction = 20
    let after = try await TestSound.samples(try await render(edit))
    #expect(after.count == before.count)
    let quiet = 72_000..<130_000
    let loud = 200_000..<270_000
    #expect(TestSound.level(after[quiet]) < TestSound.level(before[quiet]) - 6)
    #expect(abs(TestSound.level(after[loud]) - TestSound.level(before[loud])) < 1)
    func onset(_ samples: [Int16]) -> Int? { samples.firstIndex { abs(Int($0)) > 2000 } }
    #expect(abs((onset(after) ?? 0) - (onset(before) ?? 0)) < 480)
  }

  @Test func `hundreds of clips are one pass over the file`() async throws {
    var edit = try await tones()
    let before = try await TestSound.samples(edit.sources[0].path)
    // Every other 360 samples: the graph is too long for an argument.
    try edit.cut(
      (0..<400).map { number -> Range<Int64> in
        let start = Int64(number) * 720 + 360
        return start..<start + 360
      })
    #expect(edit.clips.count == 400)
    let samples = try await TestSound.samples(try await render(edit))
    let expected = before.indices.filter { $0 % 720 < 360 }.map { before[$0] }
    #expect(samples.count == expected.count)
    #expect(zip(samples, expected).allSatisfy { abs(Int($0) - Int($1)) <= 2 })
  }

  @Test func `a source that is shorter than it said is followed by silence`() async throws {
    var edit = try await tones()
    edit.sources[0].length += 48_000
    edit.clips = [
      Clip(source: 0, start: 280_000, end: 336_000), Clip(source: 0, start: 0, end: 48_000),
    ]
    let samples = try await TestSound.samples(try await render(edit))
    #expect(samples.count == 104_000)
    #expect(samples[8100..<56_000].allSatisfy { $0 == 0 })
    #expect(abs(hertz(Array(samples), at: 1.3) - 400) < 4)
  }

  @Test func `progress rises to one, and a cancelled rendering leaves nothing`() async throws {
    let seen = Mutex<[Double]>([])
    var edit = try await tones()
    edit.loudness = LoudnessGoal()
    try await Renderer().render(edit, as: .flac, to: folder.path + "/p.flac") { progress in
      seen.withLock { $0.append(progress.fraction) }
    }
    let fractions = seen.withLock { $0 }
    #expect(fractions.last == 1 && fractions == fractions.sorted() && fractions.count >= 3)

    // A program that never ends and says who it is.
    let environment = try folder.programs(
      "echo $$ > \(folder.path)/pid\nfor last; do :; done\necho started > \"${last#file:}\"\n"
        + "echo progress=continue\nexec sleep 600")
    let target = folder.path + "/cancelled.wav"
    try Data("old".utf8).write(to: URL(fileURLWithPath: target))
    let (starts, start) = AsyncStream.makeStream(of: Void.self)
    edit.loudness = nil
    let work = Task { [edit] in
      try await Renderer(environment: environment).render(edit, as: .wav, to: target) { _ in
        start.yield()
      }
    }
    for await _ in starts { break }
    #expect(folder.names.contains { $0.hasSuffix(".part") })
    work.cancel()
    await #expect(throws: CancellationError.self) { try await work.value }
    #expect(!folder.names.contains { $0.hasSuffix(".part") })
    #expect(try String(contentsOfFile: target, encoding: .utf8) == "old")
    let pid = try String(contentsOfFile: folder.path + "/pid", encoding: .utf8)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    #expect(kill(try #require(pid_t(pid)), 0) != 0, "its process is gone")
  }

  @Test func `what cannot be rendered says why`() async throws {
    var edit = try await tones()
    await #expect(throws: ToolProblem(reason: .missing(program: "ffmpeg"))) {
      try await Renderer(environment: ["PATH": "/nowhere"])
        .render(edit, as: .wav, to: folder.path + "/x.wav")
    }
    #expect(
      ToolProblem(reason: .missing(program: "ffmpeg")).recovery.contains("apt install ffmpeg"))
    await #expect(throws: EditProblem.self) {
      try await Renderer().render(edit, as: .mp4, to: folder.path + "/x.mp4")
    }
    let link = folder.path + "/link.wav"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: edit.sources[0].path)
    await #expect(throws: EditProblem(.overSource(link))) {
      try await Renderer().render(edit, as: .wav, to: link)
    }
    #expect(try await TestSound.samples(edit.sources[0].path).count == 288_000)
    edit.sources[0].path = folder.path + "/gone.wav"
    await #expect(throws: EditProblem(.unreadable(folder.path + "/gone.wav"))) {
      try await Renderer().render(edit, as: .wav, to: folder.path + "/x.wav")
    }
    // A list of other files is no source.
    try Data("ffconcat version 1.0\nfile /etc/passwd\n".utf8)
      .write(to: URL(fileURLWithPath: folder.path + "/gone.wav"))
    await #expect(throws: EditProblem.self) {
      _ = try await EditSource(reading: folder.path + "/gone.wav", sampleRate: rate)
    }
    #expect(!folder.names.contains { $0.hasPrefix("x.") || $0.hasSuffix(".part") })
  }
}
