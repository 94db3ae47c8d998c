import Testing

@testable import TermKit

struct TerminalReplyTests {
  private func decode(_ text: String) -> [InputEvent] {
    var decoder = InputDecoder()
    return decoder.feed(Array(text.utf8)) + decoder.flush()
  }

  /// What the terminals themselves sent when they were asked.
  @Test(
    arguments: [
      ("\u{1b}[?63;1;2;4;6;9;15;16;22;28c", .attributes([63, 1, 2, 4, 6, 9, 15, 16, 22, 28])),
      ("\u{1b}P>|foot(1.13.1)\u{1b}\\", .version("foot(1.13.1)")),
      ("\u{1b}_Gi=31;OK\u{1b}\\", .graphics(id: 31, isGood: true)),
      ("\u{1b}_Gi=32;EBADF:No such file\u{1b}\\", .graphics(id: 32, isGood: false)),
      ("\u{1b}[6;18;9t", .cell(CellPixels(width: 9, height: 18))),
      ("\u{1b}[4;462;693t", .area(CellPixels(width: 693, height: 462))),
    ] as [(String, TerminalReply)])
  func `answers are no keys`(bytes: String, reply: TerminalReply) {
    #expect(decode(bytes) == [.reply(reply)])
    // Split anywhere, even where the rest is long in coming.
    for cut in 1..<bytes.utf8.count where cut != 1 {
      var decoder = InputDecoder()
      decoder.awaitsReplies = true
      var events = decoder.feed(Array(bytes.utf8.prefix(cut))) + decoder.flush()
      events += decoder.feed(Array(bytes.utf8.dropFirst(cut))) + decoder.flush()
      #expect(events == [.reply(reply)], "cut at \(cut)")
    }
  }

  @Test(arguments: [("\u{1b}P", "alt-P"), ("\u{1b}_", "alt-_"), ("\u{1b}Px", "alt-P x")])
  func `the keys that begin like an answer are keys`(bytes: String, names: String) {
    let keys = names.split(separator: " ").compactMap { KeyPress(String($0)) }
    #expect(decode(bytes) == keys.map { .key($0) })
  }

  @Test func `a string without an end is dropped and what follows is read`() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1b}_G".utf8) + [UInt8](repeating: 65, count: 4000)).isEmpty)
    #expect(!decoder.isPending)
    #expect(decoder.feed(Array("x".utf8)) == [.key(KeyPress(.character("x")))])
  }

  private func facts(
    _ environment: [String: String], _ replies: [TerminalReply], window: CellPixels? = nil
  ) -> TerminalGraphics? {
    var question = GraphicsQuestion(environment: environment)
    let size = Size(columns: 80, rows: 24)
    return replies.compactMap { question.take($0, window: window, size: size) }.last
  }

  @Test func `kitty, sixel and iTerm2 are what the terminal says`() {
    let cell = CellPixels(width: 9, height: 18)
    #expect(
      facts(
        ["TERM": "xterm-kitty"],
        [
          .graphics(id: 31, isGood: true), .graphics(id: 32, isGood: true),
          .version("kitty(0.26.5)"), .cell(cell), .attributes([62]),
        ]) == TerminalGraphics(kitty: true, sharedMemory: true, cell: cell))
    #expect(
      facts(["TERM": "xterm"], [.attributes([63, 4])], window: cell)
        == TerminalGraphics(sixel: true, cell: cell))
    // 4 as the first is a kind of terminal, not sixel.
    #expect(facts(["TERM": "xterm"], [.attributes([4])]) == TerminalGraphics())
    #expect(
      facts(["TERM": "xterm"], [.version("iTerm2 3.5"), .attributes([62])])
        == TerminalGraphics(iterm: true))
    #expect(
      facts(["TERM": "foot"], [.area(CellPixels(width: 720, height: 432)), .attributes([62])])?.cell
        == cell)
  }

  @Test(arguments: [
    ["TERM": "screen"], ["TERM": "tmux-256color"], ["TERM": "xterm", "TMUX": "/t"],
  ])
  func `behind tmux and screen only sixel that it says itself is believed`(
    environment: [String: String]
  ) {
    #expect(!GraphicsQuestion(environment: environment).text.contains("_G"))
    let replies: [TerminalReply] = [
      .graphics(id: 31, isGood: true), .version("iTerm2"), .attributes([1, 2]),
    ]
    #expect(facts(environment, replies) == TerminalGraphics())
    #expect(facts(environment, [.attributes([1, 2, 4])]) == TerminalGraphics(sixel: true))
  }

  @Test func `the question ends with what every terminal answers`() {
    #expect(GraphicsQuestion(environment: ["TERM": "xterm"]).text.hasSuffix("\u{1b}[c"))
    #expect(GraphicsQuestion(environment: ["TERM": "linux"]).text.isEmpty)
  }
}
