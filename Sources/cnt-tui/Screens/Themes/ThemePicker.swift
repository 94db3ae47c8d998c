import TermKit

/// Choosing a theme: each is tried on the whole screen as it is passed.
struct ThemePickerState: Sendable, Hashable {
  /// What is put back when nothing is chosen.
  var before: Theme
  var selected: Int
}

extension Updater {
  func openThemes(_ state: inout AppState) -> [Effect] {
    let index = state.themes.firstIndex { $0.name == state.theme.name } ?? 0
    state.overlay = .themes(ThemePickerState(before: state.theme, selected: index))
    return []
  }

  func themes(
    _ state: inout AppState, _ picker: inout ThemePickerState, _ key: KeyPress
  ) -> [Effect] {
    switch state.keymap.command(for: key) {
    case .up, .left, .pageUp: return tryTheme(&state, &picker, picker.selected - 1)
    case .down, .right, .pageDown, .nextFocus: return tryTheme(&state, &picker, picker.selected + 1)
    case .open: return keepTheme(&state, picker)
    case .back, .quit, .themes:
      state.theme = picker.before
      state.overlay = nil
    default: break
    }
    return []
  }

  func mouse(
    _ state: inout AppState, _ picker: inout ThemePickerState, _ mouse: MouseEvent
  ) -> [Effect] {
    switch mouse.kind {
    case .wheelUp: return tryTheme(&state, &picker, picker.selected - 1)
    case .wheelDown: return tryTheme(&state, &picker, picker.selected + 1)
    case .press where mouse.button == .left:
      let view = ThemePickerView(picker: picker)
      guard let index = view.index(at: mouse.position, state) else { return [] }
      let wasSelected = index == picker.selected
      _ = tryTheme(&state, &picker, index)
      return wasSelected ? keepTheme(&state, picker) : []
    default: return []
    }
  }

  private func tryTheme(
    _ state: inout AppState, _ picker: inout ThemePickerState, _ index: Int
  ) -> [Effect] {
    guard state.themes.indices.contains(index) else { return [] }
    picker.selected = index
    state.show(state.themes[index])
    state.overlay = .themes(picker)
    return []
  }

  private func keepTheme(_ state: inout AppState, _ picker: ThemePickerState) -> [Effect] {
    state.overlay = nil
    guard state.themes.indices.contains(picker.selected) else { return [] }
    let name = state.themes[picker.selected].name
    state.wantedTheme = name
    if state.isThemeGiven {
      state.say(tr("\(name), until you quit: config.toml or --theme names another"))
    } else {
      state.say(tr("The theme is \(name) from now on"), .success)
    }
    return [.saveSetting(key: "theme", value: name)]
  }

  /// The theme that was chosen some other day, where nothing else was asked for.
  func chosen(_ state: inout AppState, theme name: String) -> [Effect] {
    guard state.wantedTheme == nil, let theme = state.theme(named: name)
    else { return [] }
    state.wantedTheme = name
    state.show(theme)
    return []
  }
}

/// The list of themes.
struct ThemePickerView {
  let picker: ThemePickerState

  private static let columns = 44

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(columns: Self.columns, rows: rows(state), title: " \(tr("Themes")) ")
    let list = list(state)
    for (row, index) in visible(state).enumerated() {
      let theme = state.themes[index]
      let rect = Rect(
        column: list.origin.column, row: list.origin.row + row, columns: list.size.columns, rows: 1)
      let role: ThemeRole? = index == picker.selected ? .selection : nil
      if let role { painter.fill(rect, role) }
      if role != nil, state.isPlain { painter.canvas.cursor = rect.origin }
      painter.line(
        [.init((role != nil && state.isPlain ? ">" : " ") + theme.name)],
        column: rect.origin.column, row: rect.origin.row,
        width: rect.size.columns, selected: role, on: .panel)
      painter.lineRight(
        [.init((theme.isDark ? tr("dark") : tr("light")) + " ", .tertiary)],
        column: rect.origin.column,
        row: rect.origin.row, width: rect.size.columns, selected: role, on: .panel)
    }
    painter.line(
      [.init(tr("Enter keeps it · Esc does not"), .tertiary)], column: inside.origin.column,
      row: inside.origin.row + inside.size.rows - 1, width: inside.size.columns, on: .panel)
  }

  private func rows(_ state: AppState) -> Int { state.themes.count + 4 }

  private func list(_ state: AppState) -> Rect {
    let box = Painter.boxRect(columns: Self.columns, rows: rows(state), in: state.size)
    return Rect(
      column: box.origin.column + 2, row: box.origin.row + 1, columns: box.size.columns - 4,
      rows: box.size.rows - 4)
  }

  private func visible(_ state: AppState) -> Range<Int> {
    let room = list(state).size.rows
    let first = max(0, min(picker.selected - room + 1, state.themes.count))
    return first..<min(state.themes.count, first + room)
  }

  func index(at point: Point, _ state: AppState) -> Int? {
    let list = list(state)
    guard list.contains(point) else { return nil }
    let index = visible(state).lowerBound + point.row - list.origin.row
    return visible(state).contains(index) ? index : nil
  }
}
