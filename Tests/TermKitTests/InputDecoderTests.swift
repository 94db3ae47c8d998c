import Testing

@testable import TermKit

struct InputDecoderTests {
  private func decode(_ text: String) -> [InputEvent] {
    var decoder = InputDecoder()
    return decoder.feed(Array(text.utf8)) + decoder.flush()
  }

  private func key(_ name: String) -> InputEvent {
    KeyPress(name).map { .key($0) } ?? .eof
  }

  @Test(arguments: [
    ("a", "a"), ("é", "é"), ("漢", "漢"), ("\r", "enter"), ("\u{7f}", "backspace"), ("\t", "tab"),
    ("\u{1}", "ctrl-a"), ("\u{1b}", "escape"), ("\u{1b}x", "alt-x"), ("\u{1b}[A", "up"),
    ("\u{1b}OB", "down"), ("\u{1b}[1;5C", "ctrl-right"), ("\u{1b}[1;2D", "shift-left"),
    ("\u{1b}[5~", "pageup"), ("\u{1b}[3;5~", "ctrl-delete"), ("\u{1b}[Z", "backtab"),
    ("\u{1b}OP", "f1"), ("\u{1b}[24~", "f12"), ("\u{1b}[H", "home"), ("\u{1b}[4~", "end"),
    (" ", "space"), ("\u{1b}\r", "alt-enter"),
  ])
  func `keys are known`(bytes: String, name: String) { #expect(decode(bytes) == [key(name)]) }

  @Test func `a sequence may come in pieces`() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1b]).isEmpty)
    #expect(decoder.isPending)
    #expect(decoder.feed([0x5b, 0x31]).isEmpty)
    #expect(decoder.feed(Array(";5Cx".utf8)) == [key("ctrl-right"), key("x")])
    #expect(!decoder.isPending)
    #expect(decoder.feed([0xe6, 0xbc]).isEmpty)
    #expect(decoder.feed([0xa2]) == [key("漢")])
  }

  @Test func `a lone escape is one once time has passed`() {
    var decoder = InputDecoder()
    #expect(decoder.feed([0x1b]).isEmpty)
    #expect(decoder.flush() == [key("escape")])
  }

  @Test func `a paste is text, whatever it holds`() {
    var decoder = InputDecoder()
    #expect(decoder.feed(Array("\u{1b}[200~q\u{1b}[A\nx\u{1b}[20".utf8)).isEmpty)
    #expect(decoder.feed(Array("1~k".utf8)) == [.paste("q\u{1b}[A\nx"), key("k")])
  }

  @Test func `mouse and focus reports are events`() {
    #expect(
      decode("\u{1b}[<0;3;5M") == [
        .mouse(MouseEvent(kind: .press, button: .left, position: Point(column: 2, row: 4)))
      ])
    #expect(
      decode("\u{1b}[<65;1;1M") == [
        .mouse(MouseEvent(kind: .wheelDown, position: Point(column: 0, row: 0)))
      ])
    #expect(decode("\u{1b}[I\u{1b}[O") == [.focus(true), .focus(false)])
    #expect(decode("\u{1b}[<0;0;0M\u{1b}[<;;M").isEmpty)
  }

  @Test func `noise is dropped and what follows is read`() {
    #expect(decode("\u{1b}[999;999;999zq").last == key("q"))
    #expect(decode("\u{1b}[" + String(repeating: "1", count: 500) + "q").last == key("q"))
    var decoder = InputDecoder()
    _ = decoder.feed([0xff, 0xfe, 0xc0])
    #expect(decoder.feed(Array("q".utf8)).last == key("q"))
  }

  @Test func `names of keys are read back`() {
    for name in ["q", "G", "ctrl-x", "alt-enter", "space", "f5", "shift-up", "?", "-", "ctrl--"] {
      #expect(KeyPress(name)?.name == name)
    }
    #expect(KeyPress("ctrl-") == nil && KeyPress("nokey") == nil)
  }
}
