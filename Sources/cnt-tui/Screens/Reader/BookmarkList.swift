import SyncEngine
import TermKit

extension Updater {
  /// A key while the bookmarks of a text are shown.
  func bookmarks(_ state: inout AppState, _ selected: Int, _ key: KeyPress) -> [Effect] {
    guard case .reader(var reader) = state.screen else {
      state.overlay = nil
      return []
    }
    let count = reader.bookmarks.count
    func select(_ index: Int) {
      state.overlay = .bookmarks(selected: min(max(0, index), max(0, count - 1)))
    }
    switch state.keymap.command(for: key) {
    case .down: select(selected + 1)
    case .up: select(selected - 1)
    case .pageDown: select(selected + 10)
    case .pageUp: select(selected - 10)
    case .top: select(0)
    case .bottom: select(count - 1)
    case .open, .right:
      state.overlay = nil
      guard reader.bookmarks.indices.contains(selected) else { return [] }
      return go(&state, &reader, to: reader.bookmarks[selected].place)
    case .discard, .bookmark:
      guard reader.bookmarks.indices.contains(selected) else { return [] }
      let gone = reader.bookmarks.remove(at: selected)
      state.screen = .reader(reader)
      state.overlay = .bookmarks(selected: min(selected, max(0, count - 2)))
      return [.reader(.unmark(reader.book, place: gone.place))]
    case .back, .quit, .bookmarks, .left: state.overlay = nil
    default: break
    }
    return []
  }
}

/// The places of a text that somebody wants to find again.
struct BookmarkListView {
  let selected: Int

  func draw(_ painter: inout Painter, _ state: AppState) {
    guard case .reader(let reader)? = state.screen else { return }
    let marks = reader.bookmarks
    let inside = painter.box(
      columns: 84, rows: max(7, min(marks.count + 4, state.size.rows - 4)),
      title: " \(tr("Bookmarks")) ")
    let room = max(1, inside.size.rows - 2)
    let first = min(max(0, selected - room / 2), max(0, marks.count - room))
    if marks.isEmpty {
      let key = state.keymap.keys(for: .bookmark).first ?? ""
      painter.line(
        [.init(tr("No bookmarks in this text yet: \(key) sets one."), .tertiary)],
        column: inside.origin.column, row: inside.origin.row, width: inside.size.columns,
        on: .panel)
    }
    for (offset, mark) in marks.dropFirst(first).prefix(room).enumerated() {
      let row = inside.origin.row + offset
      let isSelected = first + offset == selected
      let rect = Rect(
        column: inside.origin.column, row: row, columns: inside.size.columns, rows: 1)
      if isSelected { painter.fill(rect, .selection) }
      let title = DisplayText.padded(state.texts.title(reader.book, mark.place), to: 22)
      painter.line(
        [
          .init(isSelected ? "› " : "  "), .init(title + " ", .title),
          .init(mark.label, .secondary),
        ],
        column: rect.origin.column, row: row, width: rect.size.columns,
        selected: isSelected ? .selection : nil, on: .panel)
    }
    painter.line(
      [
        .init(
          state.keymap.filled(tr("{open} goes there · {discard} removes · {back} closes")),
          .tertiary)
      ],
      column: inside.origin.column, row: inside.origin.row + inside.size.rows - 1,
      width: inside.size.columns, on: .panel)
  }
}
