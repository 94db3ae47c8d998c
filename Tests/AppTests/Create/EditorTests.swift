import Foundation
import Testing

@testable import MediaKit
@testable import cnt_tui

/// The editor of recordings, driven by keys.
struct EditorTests {
  /// Ten seconds: the first half at half of full scale, the second at a quarter.
  private func app(columns: Int = 106) -> AppHarness {
    var app = AppHarness(columns: columns, rows: 30)
    app.press("alt-n", "]")
    app.send(.takesLoaded([CreateTests.take]))
    app.press("alt-e")
    #expect(app.effects == [.editor(.open(CreateTests.take))])
    #expect(app.screen.contains("Reading the sound…"))
    let peaks = (0..<1000).map { index in
      let most: Int16 = index < 500 ? 16_384 : 8192
      return WavePeak(least: -most, most: most, rms: UInt16(most / 2))
    }
    let wave = Waveform(
      sampleRate: 48_000, length: 480_000, samplesPerPeak: 480, finest: [peaks, peaks])
    var edit = EditList()
    edit.append(EditSource(path: "/home/grace/a.wav", length: 480_000))
    edit.loudness = LoudnessGoal()
    app.send(.editor(.opened(CreateTests.take, edit, EditorWaves([wave]))))
    return app
  }

  private func box(_ app: AppHarness) throws -> EditorState {
    guard case .editor(let box)? = app.state.overlay else {
      throw EditProblem(.outside)
    }
    return box
  }

  private func saved(_ app: AppHarness) -> EditList? {
    app.effects.compactMap {
      if case .editor(.save(let edit, CreateTests.take.folder)) = $0 { edit } else { nil }
    }.first
  }

  @Test func `the waveform fills the width, louder parts higher`() throws {
    let app = app()
    #expect(app.screen.contains("0:00.0 / 0:10.0"))
    let peaks = try box(app).peaks()
    #expect(peaks.count == 100)
    // The loudest is drawn nearly as high as there is room.
    #expect(abs(peaks[10].most - 0.95) < 0.01 && abs(peaks[90].most - 0.475) < 0.01)
    let lines = app.screen.split(separator: "\n")
    let high = lines.first { $0.contains("█") }
    #expect(high.map { $0.count { $0 == "█" } < 60 } == true)
  }

  @Test func `a chosen part is cut out, and comes back with undo`() throws {
    var app = app()
    app.press(".", ".", "v", ".", ".", ".")
    #expect(app.screen.contains("chosen: 0:02.0 to 0:05.0"))
    app.press("d")
    #expect(saved(app)?.length == Int64(336_000))
    #expect(app.screen.contains("0:02.0 / 0:07.0"))
    app.press("u")
    #expect(saved(app)?.length == 480_000)
    app.press("U")
    #expect(saved(app)?.clips.count == 2)
    // Nothing left to go forward to.
    app.press("U")
    #expect(app.effects.isEmpty)
  }

  @Test func `what is kept alone is shown whole`() throws {
    var app = app()
    app.press(".", "v", ".", ".", "t")
    #expect(try box(app).length == 96_000)
    #expect(app.screen.contains("0:00.0 / 0:02.0"))
    app.press("home", "v", "end", "d")
    #expect(app.effects.isEmpty)
    #expect(app.screen.contains("Nothing would be left"))
  }

  @Test func `fades are heard of in the waveform`() throws {
    var app = app()
    app.press(".", ".", "i", "end", ",", "o")
    let edit = try #require(saved(app))
    #expect(edit.clips[0].fadeIn == 96_000 && edit.clips[0].fadeOut == 48_000)
    let peaks = try box(app).peaks()
    #expect(peaks[0].most < 0.1 && peaks[99].most < 0.1 && peaks[30].most > 0.9)
    #expect(app.screen.contains("fades in 0:02.0 · fades out 0:01.0"))
  }

  @Test func `a part is made louder, loudness and noise are switched`() throws {
    var app = app()
    app.press("v", ".", ">", ">")
    let edit = try #require(saved(app))
    #expect(edit.clips.map(\.gain) == [2, 0])
    #expect(app.screen.contains("+2 dB"))
    app.press("N", "n")
    let changed = try #require(saved(app))
    #expect(changed.loudness == nil && changed.noiseReduction == 12)
  }

  @Test func `an edit that could not be written down is not published as it was before`() {
    var app = app()
    app.press("v", ".", "d")
    app.send(.editor(.kept(false)))
    #expect(app.screen.contains("could not be kept"))
    app.press("enter")
    #expect(saved(app)?.length == Int64(432_000))
    #expect(!app.screen.contains("Publish the recording"))
    app.send(.editor(.kept(true)))
    app.press("enter")
    #expect(app.screen.contains("Publish the recording"))
  }

  @Test func `what undo makes shorter keeps the choice within it`() throws {
    var app = app()
    app.press("v", ".", "d", "u", "end", "v", "U")
    let box = try box(app)
    #expect(box.anchor == box.length && box.cursor == box.length)
  }

  @Test func `without a choice nothing is cut, and the keys say what to do`() {
    var app = app()
    app.press("d")
    #expect(app.effects.isEmpty && app.screen.contains("Choose a part first"))
  }

  @Test func `zooming keeps the cursor in view`() throws {
    var app = app()
    app.press("end")
    for _ in 0..<6 { app.press("+") }
    var state = try box(app)
    #expect(state.zoom < state.widest / 60)
    #expect(Double(state.cursor - state.first) / state.zoom <= Double(state.columns))
    app.press("home")
    state = try box(app)
    #expect(state.first == 0 && state.cursor == 0)
    for _ in 0..<20 { app.press("-") }
    #expect(try box(app).zoom == box(app).widest)
  }

  @Test func `silences that were found are taken out of that edit alone`() throws {
    var app = app()
    app.press("s")
    let edit = try box(app).edit
    #expect(app.effects == [.editor(.findSilences(edit))])
    // Keys wait until it is known.
    app.press("d")
    #expect(app.effects.isEmpty)
    app.send(.editor(.silences([96_000..<192_000], of: edit)))
    #expect(saved(app)?.length == Int64(403_200))
    #expect(app.screen.contains("Took 1 silence out"))
    app.send(.editor(.silences([0..<48_000], of: edit)))
    #expect(app.effects.isEmpty)
  }

  @Test func `space plays from the cursor and stops, and the place is shown`() throws {
    var app = app()
    app.press(".", "space")
    let edit = try box(app).edit
    #expect(app.effects == [.editor(.play(edit, from: 48_000))])
    app.send(.editor(.playing(96_000)))
    #expect(app.screen.contains("▶ 0:02.0"))
    app.press("space")
    #expect(app.effects == [.editor(.stop)])
  }

  @Test func `enter asks for the title, escape leaves the edit beside the recording`() {
    var app = app()
    app.press("v")
    app.press("escape")
    #expect(app.effects.isEmpty)
    app.press("escape")
    #expect(app.effects == [.editor(.close)])
    app.press("alt-e")
    app.send(.editor(.failed("It cannot be read.")))
    #expect(app.screen.contains("It cannot be read."))
  }

  @Test func `an edit belongs to its recording, wherever that is moved`() throws {
    let folder = NSTemporaryDirectory() + "cnt-edit-\(UUID().uuidString).take"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var take = CreateTests.take
    take.folder = folder
    take.paths = [folder + "/segment-0001.wav"]
    #expect(try EditFile.load(take) == nil)
    var edit = EditList()
    edit.append(EditSource(path: "/elsewhere/segment-0001.wav", length: 480_000))
    try EditFile.save(edit, folder)
    #expect(try EditFile.load(take)?.sources.map(\.path) == take.paths)
    // Another file's sound must not be published for it.
    edit.sources[0].path = "/etc/passwd"
    try EditFile.save(edit, folder)
    #expect(throws: EditProblem.self) { try EditFile.load(take) }
    try Data("{\"version\": 1".utf8).write(to: URL(fileURLWithPath: folder + "/edit.json"))
    #expect(throws: EditProblem.self) { try EditFile.load(take) }
    // One that no edit can be is not written over the last good one.
    edit.clips = []
    #expect(throws: EditProblem.self) { try EditFile.save(edit, folder) }
  }

  @Test(arguments: [(80, 24), (40, 14), (200, 60)])
  func `it fits any screen`(columns: Int, rows: Int) {
    var app = app()
    app.send(.input(.resize(.init(columns: columns, rows: rows))))
    app.press("right")
    let lines = app.screen.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= rows && lines.allSatisfy { $0.count <= columns })
    #expect(app.screen.contains("/ 0:10.0") && app.screen.contains("Space"))
    #expect(lines.contains { $0.contains("╰") })
  }
}
