import Foundation
import Testing

@testable import SyncEngine

/// Whatever a title says, its file stays in its folder and does nothing to a terminal.
struct SafeNameTests {
  private func name(_ title: String, _ id: Int = 7) -> String {
    SafeName.make(title: title, ref: ItemRef(kind: .podcast, id: id))
  }

  @Test func `good titles stay readable in any script`() {
    #expect(name("Psalm 23, read aloud") == "Psalm 23, read aloud-podcast-7")
    #expect(name("Lucía's testimony") == "Lucía's testimony-podcast-7")
    #expect(name("詩篇二十三") == "詩篇二十三-podcast-7")
    #expect(name("تسبيح") == "تسبيح-podcast-7")
    #expect(name("Cafe\u{301}") == "Café-podcast-7")
  }

  @Test(arguments: [
    "../../etc/passwd", "/etc/passwd", "..", ".", "", "   ", "~root", "-rf", "--help", ".bashrc",
    "a/b\\c:d*e?f\"g<h>i|j", "CON", "nul.txt", "COM1", "x\u{0}y", "a\nb\rc\td",
    "\u{1b}]0;owned\u{7}\u{1b}[2J", "\u{202e}3pm.exe", "\u{2066}iso\u{2069}", "zero\u{200b}width",
    "trailing. . .", "$(reboot)", "`id`", "; rm -rf /", "%2e%2e%2f", "emoji 🔥🏴󠁧󠁢󠁳󠁣󠁴󠁿👨‍👩‍👧‍👦",
    "\u{fffd}\u{fffe}\u{e000}", "private\u{f8ff}", "tag\u{e0041}", "line\u{2028}para\u{2029}",
    String(repeating: "a", count: 5000), String(repeating: "詩", count: 500),
    "e" + String(repeating: "\u{301}", count: 5000), "x.part", "y-podcast-7", "｡／＼",
  ])
  func `hostile titles become harmless names`(title: String) {
    let made = name(title)
    #expect(made == "podcast-7" || made.hasSuffix("-podcast-7"))
    #expect(made.utf8.count <= SafeName.mostBytes + "-podcast-7".utf8.count)
    #expect(!made.hasPrefix(".") && !made.hasPrefix("-") && !made.hasPrefix("~"))
    #expect(!made.contains("..") || !made.contains("/"))
    for scalar in made.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        Issue.record("\(scalar.value) is in the name")
      default: break
      }
      #expect(!"/\\:*?\"<>|$`;&%~".unicodeScalars.contains(scalar))
    }
    let folder = URL(fileURLWithPath: "/folder", isDirectory: true)
    #expect(
      folder.appendingPathComponent(made + ".mp3").standardizedFileURL.deletingLastPathComponent()
        .path == "/folder")
  }

  @Test func `random titles too`() {
    var state: UInt64 = 42
    func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state >> 33
    }
    for _ in 0..<2000 {
      let scalars = (0..<next() % 40).compactMap { _ in
        Unicode.Scalar(UInt32(next() % (next() % 3 == 0 ? 0x110000 : 0x180)))
      }
      let made = name(String(String.UnicodeScalarView(scalars)))
      #expect(made.hasSuffix("podcast-7") && !made.contains("/") && !made.contains("\u{0}"))
      #expect(made.utf8.count <= SafeName.mostBytes + 10 && !made.hasPrefix("."))
    }
  }

  @Test func `things of one title have different names`() {
    #expect(name("Same", 1) != name("Same", 2))
    #expect(
      SafeName.make(title: "Same", ref: ItemRef(kind: .movie, id: 1)) != name("Same", 1))
    #expect(name("A", -1) != name("A", 1))
  }

  @Test(arguments: [
    ("/media/a.mp3", nil, "mp3"), ("https://x/y/a.PDF?z=1", nil, "pdf"),
    ("/media/a", "audio/mpeg; q=1", "mp3"), ("/media/a.sh", "video/mp4", "mp4"),
    ("/media/a.exe", "application/x-evil", "bin"), ("/a.b/c", nil, "bin"), ("a.mp3/..", nil, "bin"),
    ("/media/.mp3", nil, "mp3"),
  ])
  func `extensions come from a short list`(url: String, type: String?, expected: String) {
    #expect(MediaForm.fileExtension(url: url, contentType: type) == expected)
  }
}
