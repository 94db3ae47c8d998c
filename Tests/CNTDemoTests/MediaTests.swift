import Foundation
import Testing

@testable import CNTDemo

@Suite("Tunes and their sound")
struct TuneTests {
  @Test("a note is a degree, its octave, its accidental and its beats")
  func notes() {
    #expect(Tune.note("5,:1") == Tune.Note(pitch: -5, beats: 1))
    #expect(Tune.note("1':.5") == Tune.Note(pitch: 12, beats: 0.5))
    #expect(Tune.note("4#:1") == Tune.Note(pitch: 6, beats: 1))
    #expect(Tune.note("8:1") == nil)
    #expect(Tune.chord("6m:2") == Tune.Chord(root: 9, isMinor: true, beats: 2))
  }

  @Test("every hymn has chords to its last beat", arguments: Hymn.all.map(\.slug))
  func chords(slug: String) throws {
    let hymn = try #require(Hymn.all.first { $0.slug == slug })
    #expect(hymn.tune.beats > 30)
    #expect(hymn.tune.chords.reduce(0) { $0 + $1.beats } == hymn.tune.beats)
  }

  @Test("a rendered tune is as long as its beats and neither silent nor cut")
  func rendering() {
    let tune = Tune(key: 60, beatsPerMinute: 240, melody: "1:1 5:1", chords: "1:2")
    let samples = Synthesizer.render(tune, settings: [.full])
    // Two beats and a breath of two at 240 a minute, then two seconds to die away.
    #expect(samples.count == 3 * WAVFile.sampleRate)
    let peak = samples.reduce(Float(0)) { max($0, abs($1)) }
    #expect(peak > 0.85 && peak < 0.95)
  }

  @Test("a WAV file says how long it is")
  func wav() {
    let data = WAVFile.data([0, 1, -2])
    #expect(data.count == 50)
    #expect(Array(data[40..<44]) == [6, 0, 0, 0])
    #expect(Array(data[44...]) == [0, 0, 0xFF, 0x7F, 0x01, 0x80])
  }
}

@Suite("Documents")
struct PDFTests {
  @Test("a PDF’s table points at its objects")
  func offsets() throws {
    var document = PDFDocument(title: "Ruth (1)")
    document.heading("Chapter 1")
    for _ in 0..<60 { document.paragraph("And it came to pass \\ in the days (when)") }
    let data = document.data()
    let text = String(decoding: data, as: UTF8.self)
    let table = try #require(text.range(of: "0000000000 65535 f \n"))
    let entries = text[table.upperBound...].prefix { $0 != "t" }.split(separator: "\n")
    #expect(entries.count == 8)
    for (index, entry) in entries.enumerated() {
      let offset = try #require(Int(entry.prefix(10)))
      #expect(String(decoding: data[offset...], as: UTF8.self).hasPrefix("\(index + 1) 0 obj\n"))
    }
    #expect(text.contains(#"(And it came to pass \\ in the days \(when\)) Tj"#))
  }
}

@Suite("Text for filters")
struct FilterTextTests {
  @Test("what ffmpeg would take for its own is escaped, for both readings")
  func escaping() {
    #expect(FilterText.escaped("Peace") == "Peace")
    #expect(FilterText.escaped("a:b") == #"a\\:b"#)
    #expect(FilterText.escaped("yea, [so]") == #"yea\, \[so\]"#)
    #expect(FilterText.escaped("isn't") == #"isn\\\'t"#)
  }

  @Test("lines break at spaces")
  func lines() {
    #expect(FilterText.lines("in the beginning God", width: 10) == ["in the", "beginning", "God"])
  }
}

@Suite("Tools")
struct ToolTests {
  @Test("missing programs are named by their Debian packages, each once")
  func missing() {
    let missing = Tool.missingPackages(
      searchPath: "/a:/b", isExecutable: { $0 == "/b/bible" }, hasFont: false)
    #expect(missing == ["espeak-ng", "ffmpeg", "fonts-dejavu-core"])
    #expect(DemoError(.missingPackages(missing)).recovery.contains("apt install espeak-ng ffmpeg"))
  }

  @Test("the generator gives the published numbers of SplitMix64")
  func generator() {
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0xE220_A839_7B1D_CDAF)
    #expect(generator.next() == 0x6E78_9E6A_A1B9_65F4)
  }

  @Test("the first failing job stops the queue")
  func queue() async {
    let failure = DemoError(.noSuchPassage("Nowhere 1:1-1"))
    let jobs = [
      Job(title: "fails") { () async throws(DemoError) in throw failure },
      Job(title: "works") { () async throws(DemoError) in },
    ]
    let counter = Counter()
    await #expect(throws: DemoError.self) {
      try await WorkQueue.run(jobs, width: 1) { _ in _ = counter.next() }
    }
    #expect(counter.next() == 2)
  }
}
