import Foundation
import Testing

@testable import MediaKit

struct EditListTests {
  private func edit(_ lengths: Int64...) -> EditList {
    var edit = EditList(sampleRate: 8000)
    for (number, length) in lengths.enumerated() {
      edit.append(EditSource(path: "/\(number).wav", length: length))
    }
    return edit
  }

  /// What is played, as source and sample, every hundredth one.
  private func played(_ edit: EditList) -> [[Int64]] {
    edit.clips.flatMap { clip in
      (clip.start..<clip.end).map { [Int64(clip.source), $0] }
    }
  }

  @Test func `a cut leaves the samples before and behind it`() throws {
    var edit = edit(1000, 500)
    let before = played(edit)
    try edit.cut(900..<1100)
    #expect(edit.length == 1300)
    #expect(played(edit) == Array(before[..<900] + before[1100...]))
    #expect(throws: EditProblem(.outside)) { try edit.cut(1200..<1301) }
    #expect(throws: EditProblem(.outside)) { try edit.cut(-1..<5) }
    #expect(throws: EditProblem(.nothingLeft)) { try edit.cut(0..<1300) }
    #expect(edit.length == 1300)
  }

  @Test func `several cuts count as the programme was, overlaps once`() throws {
    var edit = edit(1000)
    let before = played(edit)
    try edit.cut([100..<200, 150..<300, 800..<1000, 0..<1])
    #expect(played(edit) == Array(before[1..<100] + before[300..<800]))
  }

  @Test func `trimming, splitting, moving and merging are exact`() throws {
    var edit = edit(1000)
    try edit.trim(to: 100..<900)
    #expect(edit.clips == [Clip(source: 0, start: 100, end: 900)])
    try edit.fade(clip: 0, in: 300, out: 200)
    try edit.split(at: 250)
    #expect(edit.clips.map(\.length) == [250, 550])
    #expect(edit.clips.map(\.fadeIn) == [250, 0])
    #expect(edit.clips.map(\.fadeOut) == [0, 200])
    try edit.split(at: 250)
    try edit.split(at: 0)
    try edit.split(at: 800)
    #expect(edit.clips.count == 2, "at an edge there is nothing to split")
    try edit.move(clip: 1, to: 0)
    #expect(edit.clips.map(\.start) == [350, 100])
    #expect(throws: EditProblem(.noSuchClip(2))) { try edit.move(clip: 0, to: 2) }
    var other = self.edit(70)
    other.chapters = [EditChapter(title: "Last", start: 10)]
    try edit.merge(other)
    #expect(edit.length == 870)
    #expect(edit.clips.last?.source == 1)
    #expect(edit.chapters == [EditChapter(title: "Last", start: 810)])
    try edit.validate()
    other.sampleRate = 48_000
    #expect(throws: EditProblem.self) { try edit.merge(other) }
  }

  @Test func `chapters, texts and the poster follow a cut`() throws {
    var edit = edit(1000)
    edit.chapters = [0, 100, 250, 299, 600].map { EditChapter(title: "\($0)", start: $0) }
    edit.picture = PictureEdit(width: 64, height: 48)
    edit.picture?.overlays = [
      .init(text: "across", start: 50, end: 250), .init(text: "gone", start: 210, end: 290),
      .init(text: "behind", start: 500, end: 1000),
    ]
    edit.picture?.poster = 400
    try edit.cut(200..<300)
    #expect(edit.chapters.map(\.title) == ["0", "100", "299", "600"])
    #expect(edit.chapters.map(\.start) == [0, 100, 200, 500])
    #expect(edit.picture?.overlays.map(\.text) == ["across", "behind"])
    #expect(edit.picture?.overlays.map(\.start) == [50, 400])
    #expect(edit.picture?.overlays.map(\.end) == [200, 900])
    #expect(edit.picture?.poster == 300)
    try edit.validate()
  }

  @Test func `silences go but for their margins`() throws {
    var edit = edit(1000)
    try edit.removeSilence([0..<100, 300..<400, 500..<510, 900..<1000], margin: 20)
    #expect(edit.clips.map(\.start) == [80, 380])
    #expect(edit.clips.map(\.end) == [320, 920])
  }

  @Test func `steps are undone and done again`() throws {
    var history = EditHistory(edit(1000))
    let first = history.current
    try history.change { try $0.cut(0..<10) }
    let second = history.current
    #expect(throws: EditProblem.self) { try history.change { try $0.cut(0..<5000) } }
    try history.change { try $0.split(at: 0) }
    #expect(history.current == second)
    history.undo()
    #expect(history.current == first && !history.canUndo && history.canRedo)
    history.redo()
    #expect(history.current == second)
    history.undo()
    try history.change { try $0.setGain(3, clip: 0) }
    #expect(!history.canRedo)
    history.undo()
    history.undo()
    #expect(history.current == first)
  }

  @Test func `an edit is the same after it was stored`() throws {
    var edit = edit(1000, 20)
    edit.picture = PictureEdit(rate: FrameRate(30_000, over: 1001), width: 64, height: 48)
    edit.soundtrack = .replaced(source: 1)
    edit.tags = ["title": "a \"quoted\"\nname"]
    let data = try JSONEncoder().encode(edit)
    #expect(try JSONDecoder().decode(EditList.self, from: data) == edit)
  }

  @Test func `what a file may claim is refused with its reason`() throws {
    let good = edit(1000)
    try good.validate()
    let bad: [(inout EditList) -> Void] = [
      { $0.clips = [] }, { $0.clips[0].source = 7 }, { $0.clips[0].end = 1001 },
      { $0.clips[0].start = -1 }, { $0.clips[0].end = 0 }, { $0.clips[0].gain = .nan },
      { $0.clips[0].fadeIn = .max }, { $0.clips[0].fadeOut = -1 },
      {
        $0.clips[0].fadeIn = 600
        $0.clips[0].fadeOut = 600
      }, { $0.sampleRate = 0 }, { $0.sources[0].length = .max }, { $0.sources[0].path = "a\0b" },
      { $0.version = 2 }, { $0.loudness = LoudnessGoal(integrated: .infinity) },
      { $0.noiseReduction = 1000 }, { $0.chapters = [EditChapter(title: "", start: 1000)] },
      { $0.tags = ["a=b\n[CHAPTER]": "x"] }, { $0.soundtrack = .replaced(source: 3) },
      { $0.picture = PictureEdit(width: 63, height: 48) },
      { $0.picture = PictureEdit(rate: FrameRate(1, over: 0), width: 64, height: 48) },
      {
        $0.picture = PictureEdit(width: 64, height: 48)
        $0.picture?.crop = .init(left: 0.5, top: 0, width: 0.6, height: 1)
      },
      {
        $0.picture = PictureEdit(width: 64, height: 48)
        $0.picture?.overlays = [.init(text: "", start: 0, end: 10)]
      },
    ]
    for change in bad {
      var edit = good
      change(&edit)
      #expect(throws: EditProblem.self, "\(edit)") { try edit.validate() }
    }
  }

  @Test func `numbers are written as ffmpeg reads them`() {
    #expect(decimal(0) == "0.000000000")
    #expect(decimal(-0.5) == "-0.500000000")
    #expect(decimal(1e-12) == "0.000000000")
    #expect(decimal(123_456_789.25) == "123456789.250000000")
    #expect(decimal(.nan) == "0" && decimal(1e300) == "0")
  }
}
