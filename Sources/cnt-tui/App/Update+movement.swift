import CNTKit
import SyncEngine
import TermKit

extension Updater {
  func move(_ state: inout AppState, _ command: Command) -> [Effect] {
    if state.focus == .sidebar { return moveInSidebar(&state, command) }
    switch state.screen {
    case .list(var list):
      let effects = moveInList(&state, &list, command)
      return effects
    case .detail(var detail): return moveInDetail(&state, &detail, command)
    case .reader(var reader): return moveInReader(&state, &reader, command)
    case nil: return []
    }
  }

  private func moveInSidebar(_ state: inout AppState, _ command: Command) -> [Effect] {
    let ids = state.sections.map(\.id)
    let index = ids.firstIndex(of: state.section) ?? 0
    switch command {
    case .up: return state.show(ids[max(0, index - 1)])
    case .down: return state.show(ids[min(ids.count - 1, index + 1)])
    case .top, .pageUp: return state.show(ids[0])
    case .bottom, .pageDown: return state.show(ids[ids.count - 1])
    case .open, .right, .nextFocus, .back:
      state.focus = .main
      return []
    case .filter, .previousTab, .nextTab:
      // These can only mean the list.
      state.focus = .main
      return move(&state, command)
    default: return []
    }
  }

  private func moveInList(
    _ state: inout AppState, _ list: inout ListScreen, _ command: Command
  ) -> [Effect] {
    if let effects = moveInCalendar(&state, &list, command) { return effects }
    if let effects = moveInPage(&state, &list, command) { return effects }
    let height = Frame(state).list.size.rows
    let page = max(1, height / max(1, list.current.rowHeight))
    var effects: [Effect] = []
    switch command {
    case .up: effects = list.move(by: -1, viewHeight: height)
    case .down: effects = list.move(by: 1, viewHeight: height)
    case .pageUp: effects = list.move(by: -page, viewHeight: height)
    case .pageDown: effects = list.move(by: page, viewHeight: height)
    case .top: effects = list.jump(toEnd: false, viewHeight: height)
    case .bottom: effects = list.jump(toEnd: true, viewHeight: height)
    case .previousTab: return changeTab(&state, list, by: -1)
    case .nextTab: return changeTab(&state, list, by: 1)
    case .filter where state.isAtScripture: return openScripture(&state, nil)
    case .filter:
      guard list.current.content.canFilter else {
        state.say(tr("There is nothing to filter here"))
        return []
      }
      list.isFiltering = true
    case .open where state.isAtScripture: return openScripture(&state, nil)
    case .open, .right:
      state.screen = .list(list)
      return openSelected(&state, list)
    case .left, .nextFocus: state.focus = .sidebar
    case .back:
      if !list.marked.isEmpty {
        list.clearMarks()
      } else if !list.filter.isEmpty {
        list.filter = ""
        effects = list.reset(token: state.nextToken())
      } else if !state.pop() {
        state.focus = .sidebar
      } else {
        return state.refreshVisible()
      }
    default: break
    }
    state.screen = .list(list)
    return effects
  }

  func changeTab(_ state: inout AppState, _ list: ListScreen, by delta: Int) -> [Effect] {
    if list.tabs.count == 1, turnCarousel(&state, by: delta) { return [] }
    return selectTab(&state, list, (list.tab + delta + list.tabs.count) % list.tabs.count)
  }

  func selectTab(_ state: inout AppState, _ list: ListScreen, _ tab: Int) -> [Effect] {
    guard list.tabs.indices.contains(tab), tab != list.tab else { return [] }
    var list = list
    let effects = openTab(&state, &list, tab)
    return effects + state.focusEffects(for: state.screen)
  }

  /// Shows a tab of the list on top, from its beginning and without a filter.
  func openTab(_ state: inout AppState, _ list: inout ListScreen, _ tab: Int) -> [Effect] {
    list.tab = tab
    list.filter = ""
    list.isFiltering = false
    if case .calendar = list.current.content, list.calendar == nil {
      list.calendar = CalendarState(
        day: CivilDay(state.now, in: state.timeZone), weekStart: state.weekStart)
    }
    let effects = list.reset(token: state.nextToken())
    state.screen = .list(list)
    return effects
  }

  func openSelected(_ state: inout AppState, _ list: ListScreen) -> [Effect] {
    if let download = list.selectedDownload {
      return state.push(.detail(DetailScreen(ref: download.ref)))
    }
    if let line = list.selectedLine, let effects = openCreateLine(&state, line) { return effects }
    return list.selectedRow.map { open(&state, $0) } ?? []
  }

  /// Opens a row: a playlist as a list, a notification where it points, anything else in detail.
  func open(_ state: inout AppState, _ row: Row) -> [Effect] {
    switch row.item {
    case .playlist(let playlist):
      var list = ListScreen(
        token: 0, title: Phrase(verbatim: playlist.name),
        tabs: [
          .list(
            Phrase(verbatim: playlist.name), .playlist(playlist.id),
            empty: Phrase("This playlist is empty."))
        ])
      let effects = list.reset(token: state.nextToken())
      return effects + state.push(.list(list)).filter { if case .load = $0 { false } else { true } }
    case .notification(let notification):
      let read: [Effect] = notification.read ? [] : [.submit(.markRead([notification.id]))]
      guard let ref = ItemRef(notification: notification) else {
        return read + state.push(.detail(DetailScreen(ref: row.item.ref, row: row)))
      }
      return read + state.push(.detail(DetailScreen(ref: ref)))
    case .support(let message): return open(&state, message, row)
    default:
      return state.push(.detail(DetailScreen(ref: row.item.ref, row: row)))
    }
  }

  private func moveInDetail(
    _ state: inout AppState, _ detail: inout DetailScreen, _ command: Command
  ) -> [Effect] {
    let page = max(1, Frame(state).detail.size.rows - 1)
    switch command {
    case .up: detail.scroll = max(0, detail.scroll - 1)
    case .down: detail.scroll += 1
    case .pageUp: detail.scroll = max(0, detail.scroll - page)
    case .pageDown: detail.scroll += page
    case .top: detail.scroll = 0
    case .bottom: detail.scroll = Int.max / 2
    case .back, .left:
      _ = state.pop()
      return state.refreshVisible()
    case .nextFocus:
      state.focus = .sidebar
      return []
    case .open:
      guard let row = detail.row,
        let first = Presenter(state).text(for: row).actions.first, first != .download
      else { return [] }
      return run(&state, first)
    default: return []
    }
    detail.scroll = min(detail.scroll, DetailView.maximumScroll(detail, state: state))
    state.screen = .detail(detail)
    return []
  }

  /// A key while a filter is being typed; nil where the key means what it always means.
  func filterKey(
    _ state: inout AppState, _ list: inout ListScreen, _ key: KeyPress
  ) -> [Effect]? {
    switch key.key {
    case .enter:
      list.isFiltering = false
      state.screen = .list(list)
      return []
    case .escape:
      list.isFiltering = false
      guard !list.filter.isEmpty else {
        state.screen = .list(list)
        return []
      }
      list.filter = ""
    case .backspace:
      guard !list.filter.isEmpty else {
        list.isFiltering = false
        state.screen = .list(list)
        return []
      }
      list.filter.removeLast()
    case .character(let character) where key.modifiers.isEmpty || key.modifiers == .shift:
      list.filter.append(character)
    case .up, .down, .pageUp, .pageDown, .tab: return nil
    default:
      if key == KeyPress("ctrl-u") { list.filter = "" } else { return nil }
    }
    let effects = list.reset(token: state.nextToken())
    state.screen = .list(list)
    return effects
  }
}

extension ItemRef {
  /// What a notification is about, from its `data` (`content_type`, `content_id`).
  init?(notification: UserNotification) {
    guard let id = notification.data?["content_id"]?.intValue,
      let type = notification.data?["content_type"]?.stringValue,
      let kind = ItemKind(contentType: type)
    else { return nil }
    self.init(kind: kind, id: id)
  }
}

extension ItemKind {
  /// The platform's words for kinds of content differ by place: all are read here.
  init?(contentType: String) {
    switch contentType {
    case "podcast", "audio_podcast", "video_podcast": self = .podcast
    case "movie": self = .movie
    case "music": self = .track
    case "community_post", "community", "post": self = .post
    case "event": self = .event
    case "support", "support_message": self = .support
    default: return nil
    }
  }
}
