import TermKit

extension Updater {
  func help(_ state: inout AppState, _ scroll: Int, _ key: KeyPress) -> [Effect] {
    let last = HelpView.maximumScroll(state)
    switch state.keymap.command(for: key) {
    case .down: state.overlay = .help(scroll: min(last, scroll + 1))
    case .up: state.overlay = .help(scroll: max(0, scroll - 1))
    case .pageDown: state.overlay = .help(scroll: min(last, scroll + 10))
    case .pageUp: state.overlay = .help(scroll: max(0, scroll - 10))
    case .top: state.overlay = .help(scroll: 0)
    case .bottom: state.overlay = .help(scroll: last)
    case .help, .back, .quit, .open: state.overlay = nil
    default: break
    }
    return []
  }
}

/// Every key, made from the keymap itself.
struct HelpView {
  let scroll: Int

  func draw(_ painter: inout Painter, _ state: AppState) {
    let lines = Self.lines(state.keymap)
    let inside = painter.box(columns: Self.columns, rows: lines.count + 3, title: " \(tr("Keys")) ")
    let room = max(0, inside.size.rows - 1)
    let first = min(scroll, max(0, lines.count - room))
    for (index, line) in lines.dropFirst(first).prefix(room).enumerated() {
      painter.line(
        line, column: inside.origin.column, row: inside.origin.row + index,
        width: inside.size.columns, on: .panel)
    }
    painter.line(
      [.init(state.keymap.filled(tr("{down} and {up} scroll · Esc closes")), .tertiary)],
      column: inside.origin.column,
      row: inside.origin.row + room, width: inside.size.columns, on: .panel)
  }

  private static let columns = 66

  /// The furthest that it can be scrolled.
  static func maximumScroll(_ state: AppState) -> Int {
    let count = lines(state.keymap).count
    let box = Painter.boxRect(columns: columns, rows: count + 3, in: state.size)
    return max(0, count - max(0, box.size.rows - 3))
  }

  static func lines(_ keymap: Keymap) -> [[Painter.Span]] {
    var lines: [[Painter.Span]] = []
    let groups: [Phrase] = [
      Phrase("Move"), Phrase("Player"), Phrase("Do"), Phrase("Read"), Phrase("Downloads"),
      Phrase("Marks"), Phrase("Admin"), Phrase("Outbox"), Phrase("Program"),
      Phrase("Sections"),
    ]
    for group in groups {
      if !lines.isEmpty { lines.append([]) }
      lines.append([.init(tr(group), .heading)])
      for (command, keys) in keymap.bindings where command.group == group {
        let names = keys.joined(separator: " ")
        lines.append([
          .init(DisplayText.padded("  " + names, to: 27), .key), .init(command.title, .text),
        ])
      }
    }
    return lines
  }
}
