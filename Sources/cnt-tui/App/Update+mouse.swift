import SyncEngine
import TermKit

extension Updater {
  /// Clicks select and open what lies under them; the wheel moves the list or the text.
  func mouse(_ state: inout AppState, _ mouse: MouseEvent) -> [Effect] {
    guard state.account != nil else { return [] }
    if case .help(let scroll)? = state.overlay {
      if mouse.kind == .wheelDown {
        state.overlay = .help(scroll: min(HelpView.maximumScroll(state), scroll + 3))
      }
      if mouse.kind == .wheelUp { state.overlay = .help(scroll: max(0, scroll - 3)) }
      return []
    }
    if case .palette(var palette)? = state.overlay {
      return self.mouse(&state, &palette, mouse)
    }
    if case .themes(var picker)? = state.overlay { return self.mouse(&state, &picker, mouse) }
    if case .arrange(var arrange)? = state.overlay { return self.mouse(&state, &arrange, mouse) }
    if case .finder(var finder)? = state.overlay { return self.mouse(&state, &finder, mouse) }
    if let overlay = state.overlay { return self.mouse(&state, over: overlay, mouse) }
    if state.isFullScreen { return fullScreenMouse(&state, mouse) }
    switch mouse.kind {
    case .wheelUp: return wheel(&state, .up)
    case .wheelDown: return wheel(&state, .down)
    case .press where mouse.button == .left: return click(&state, mouse.position, mouse.clicks)
    default: return []
    }
  }

  private func wheel(_ state: inout AppState, _ command: Command) -> [Effect] {
    let focus = state.focus
    state.focus = .main
    defer { state.focus = focus }
    var effects: [Effect] = []
    for _ in 0..<3 { effects += move(&state, command) }
    return effects
  }

  private func click(_ state: inout AppState, _ point: Point, _ clicks: Int) -> [Effect] {
    let frame = Frame(state)
    if frame.sidebar.contains(point) {
      guard point.row >= SidebarView.firstRow else { return [] }
      let index =
        point.row - SidebarView.firstRow
        + SidebarView(state: state).firstVisible(rows: frame.sidebar.size.rows)
      guard state.sections.indices.contains(index) else { return [] }
      state.focus = .main
      return state.show(state.sections[index].id)
    }
    let progress = PlayerBar.progress(in: frame.player)
    if progress.contains(point), let duration = state.player.duration {
      let fraction = Double(point.column - progress.origin.column) / Double(progress.size.columns)
      return seek(&state, to: duration * fraction)
    }
    if frame.player.contains(point) { return run(&state, .playPause) }
    if frame.pane.contains(point) { return run(&state, .video) }
    if case .reader(var reader) = state.screen { return click(&state, &reader, point) }
    guard case .list(var list) = state.screen else {
      return frame.header.contains(point) ? run(&state, .back) : []
    }
    state.focus = .main
    if frame.header.contains(point) {
      guard
        let tab = ListView.tabs(of: list, in: frame.header, counts: state.userCounts).first(where: {
          ($0.column..<$0.column + $0.width).contains(point.column)
        })
      else { return [] }
      return selectTab(&state, list, tab.index)
    }
    if case .calendar = list.current.content { return clickCalendar(&state, list, point, clicks) }
    guard frame.list.contains(point) else { return [] }
    var row = frame.list.origin.row
    for index in list.offset..<max(list.offset, list.lines.count) {
      let height = list.height(of: list.lines[index])
      if (row..<row + height).contains(point.row) {
        if case .heading = list.lines[index] { return playAll(&state, from: index) }
        let wasSelected = index == list.selected
        list.select(line: index)
        state.screen = .list(list)
        return wasSelected || clicks > 1 ? openSelected(&state, list) : []
      }
      row += height
    }
    return []
  }
}
