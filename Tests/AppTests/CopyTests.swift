import CNTKit
import Foundation
import SyncEngine
import TestPrograms
import Testing

@testable import TermKit
@testable import cnt_tui

struct CopyTests {
  @Test func `the address of what is selected is asked onto the clipboard`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(3))
    app.press("j", "y")
    #expect(app.effects == [.copy("http://s/podcast/2", what: "The address is")])
    app.send(.copied(what: "The address is", wasAsked: true))
    #expect(app.screen.contains("The address is on the clipboard, if your terminal allows it"))
    app.press("6")
    app.answer([AppHarness.post(5)])
    app.press("y")
    #expect(app.effects == [.copy("http://s/community?postId=5", what: "The address is")])
    app.answer([AppHarness.post(-5, pending: true)])
  }

  @Test(arguments: ["\n", "\u{1b}]52;c;", "\u{202e}", " "])
  func `an address from the network is copied as an address, or not at all`(part: String) {
    let track = MusicTrack(
      id: 4, title: "t", artist: "a", audioURL: "https://cdn.example.org/a\(part)b.mp3")
    let address = Item.track(track).address(server: "https://s.example.org")
    #expect(address == (part == "\u{202e}" ? "https://cdn.example.org/a%E2%80%AEb.mp3" : nil))
  }

  @Test func `what was not sent yet has no address, an empty list nothing to copy`() {
    var app = AppHarness()
    app.press("6", "y")
    #expect(app.effects.isEmpty && app.screen.contains("nothing to copy"))
    app.press("6")
    app.answer([AppHarness.post(-5, pending: true)])
    app.press("y")
    #expect(app.effects.isEmpty && app.screen.contains("no address"))
  }

  @Test func `Markdown carries title, facts, text and link, and keeps text text`() {
    var words = ItemText(icon: "x", title: "# *Psalm* <23>\u{1b}[2J")
    words.fact("By", "[A](b)")
    words.body = "1. The LORD\n- is\nmy shepherd\u{202e}"
    let text = MarkdownText(words, address: "https://s/a b>").text
    #expect(
      text == """
        # \\# \\*Psalm\\* \\<23\\>\u{fffd}\\[2J

        - **By:** \\[A\\](b)

        1\\. The LORD
        \\- is
        my shepherd

        <https://s/a%20b%3E>

        """)
  }

  @Test func `a podcast is copied as Markdown`() {
    var app = AppHarness()
    app.press("2")
    app.answer(AppHarness.podcasts(1))
    app.press("Y")
    guard case .copy(let text, _)? = app.effects.first else {
      Issue.record("nothing copied")
      return
    }
    #expect(text.hasPrefix("# Reading 1\n") && text.hasSuffix("Words.\n\n<http://s/podcast/1>\n"))
  }

  @Test func `nothing in a text can end the sequence, and a long one is not sent`() throws {
    let hostile = "\u{1b}\\\u{7}\u{9c}]52;c;?"
    let sequence = try #require(ClipboardSequence.setting(hostile))
    let inner = sequence.dropFirst(7).dropLast(2)
    #expect(sequence.hasPrefix("\u{1b}]52;c;") && sequence.hasSuffix("\u{1b}\\"))
    #expect(inner.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+/=".contains($0)) })
    #expect(Data(base64Encoded: String(inner)) == Data(hostile.utf8))
    #expect(ClipboardSequence.setting(String(repeating: "x", count: 100_000)) == nil)
  }
}

struct ExternalEditorTests {
  private func editor(_ script: String, _ folder: String) throws -> ExternalEditor {
    try Paths.makeFolder(folder)
    let path = folder + "/edit.sh"
    try TestScript.install("#!/bin/sh\n\(script)\n", at: path)
    return ExternalEditor(environment: [
      "EDITOR": "\(path) --wait", "TMPDIR": folder, "PATH": "/usr/bin:/bin",
    ])
  }

  private func withFolder(_ work: (String) throws -> Void) throws {
    let folder = NSTemporaryDirectory() + "cnt-editor-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try work(folder)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["edit.sh"])
  }

  @Test func `the editor gets the text in a private file, and what it leaves comes back`() throws {
    try withFolder { folder in
      let editor = try editor(
        "stat -c %a \"$2\" \"$(dirname \"$2\")\" >> \"$2\"; touch \"$2~\"; echo \"$1\" >> \"$2\"",
        folder)
      #expect(editor.edit("one\ntwo\n") == .text("one\ntwo\n600\n700\n--wait"))
    }
  }

  @Test(arguments: ["exit 3", "rm \"$2\"", "kill -9 $$"])
  func `an editor that fails changes nothing`(script: String) throws {
    try withFolder { folder in
      let outcome = try editor(script, folder).edit("kept")
      guard case .failed(let sentence) = outcome else {
        Issue.record("\(outcome)")
        return
      }
      #expect(sentence.contains("as it was"))
    }
  }

  @Test func `the composer hands its text over and takes it back made safe`() {
    var app = AppHarness()
    app.press("6", "n", "tab", "tab")
    app.type("draft")
    app.press("ctrl-x")
    #expect(app.effects == [.edit("draft")])
    app.send(.edited(.text("a\u{1b}[2Jb\nnew")))
    #expect(app.screen.contains("a\u{fffd}[2Jb") && app.screen.contains("new"))
    app.send(.edited(.failed("The editor failed.")))
    #expect(app.screen.contains("The editor failed.") && app.screen.contains("new"))
    app.send(.edited(.text(String(repeating: "x", count: 30_000))))
    #expect(app.screen.contains("first 20000 characters"))
  }
}
