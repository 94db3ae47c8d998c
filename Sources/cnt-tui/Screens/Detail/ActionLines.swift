import TermKit

/// What can be done with a thing, each with its key, over as many lines as it takes.
struct ActionLines {
  private let entries: [(key: String, title: String)]

  init(_ commands: [Command], _ keymap: Keymap) {
    entries = commands.compactMap { command in
      keymap.keys(for: command).first.map { ($0, command.title) }
    }
  }

  func lines(width: Int) -> [[Painter.Span]] {
    var lines: [[Painter.Span]] = []
    var used = 0
    for entry in entries {
      let spans: [Painter.Span] = [
        .init(" \(entry.key) ", .key), .init("\(entry.title)   ", .secondary),
      ]
      let needed = spans.reduce(0) { $0 + DisplayText.width(of: $1.text) }
      // The blanks at the end may be cut.
      if lines.isEmpty || used + needed - 3 > width {
        lines.append([])
        used = 0
      }
      lines[lines.count - 1] += spans
      used += needed
    }
    return lines
  }
}
