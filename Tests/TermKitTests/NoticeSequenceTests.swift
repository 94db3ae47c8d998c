import Foundation
import Testing

@testable import TermKit

/// Notices through the terminal.
struct NoticeSequenceTests {
  @Test(arguments: [
    (["TERM": "xterm-kitty"], NoticeSequence.osc99), (["TERM": "foot-extra"], .osc777),
    (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], .osc9),
    (["TERM": "xterm-256color"], nil), (["TERM": "xterm-kitty", "TMUX": "/tmp/x"], nil),
    (["TERM": "screen.foot", "TERM_PROGRAM": "iTerm.app"], nil), ([:], nil),
  ])
  func `only terminals that have them are asked`(
    environment: [String: String], expected: NoticeSequence?
  ) {
    #expect(NoticeSequence(environment: environment) == expected)
  }

  @Test(arguments: [NoticeSequence.osc9, .osc777, .osc99])
  func `nothing in the text ends the sequence or begins another`(sequence: NoticeSequence) {
    let hostile = "a\u{1b}\\b\u{7}c\u{9c}d\u{1b}]52;c;AA\u{7}" + String(repeating: "x", count: 9000)
    let text = sequence.text(title: hostile, body: hostile)
    let scalars = text.unicodeScalars
    let escapes = scalars.filter { $0 == "\u{1b}" }.count
    #expect(escapes == (sequence == .osc99 ? 4 : 2))
    #expect(!scalars.contains("\u{7}") && !scalars.contains("\u{9c}"))
    #expect(text.utf8.count < 2000)
  }
}
