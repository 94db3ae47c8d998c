import CNTKit
import SyncEngine
import TermKit

/// Which playlist something goes into: one that is there, or a new one.
struct PlaylistChoice: Sendable, Hashable {
  struct Choice: Sendable, Hashable {
    var id: Int
    var name: String
    var count: Int?
  }

  /// What goes into it.
  var things: [ItemRef]
  /// What a person reads of them.
  var title: String
  /// nil until they are read; the new one is not among them.
  var lists: [Choice]?
  /// 0 is the new one.
  var selected = 0
  /// The name of a new one while it is typed.
  var name: TextField?
  /// A new one only: there is nothing to go back to.
  var isNew = false
  var problem: String?
}

extension Updater {
  /// Asks for the playlist of what is marked or selected; with nothing to add, for a new, empty one.
  func addToPlaylist(_ state: inout AppState) -> [Effect] {
    var rows = state.chosenRows.filter { PlayerState.fitsPlaylist($0.item.ref) }
    if rows.isEmpty, case .detail(let detail)? = state.screen, let row = detail.row {
      rows = [row].filter { PlayerState.fitsPlaylist($0.item.ref) }
    }
    guard !rows.isEmpty else {
      if state.hasLostMarks() { return [] }
      let isPlaylists = state.target.map { $0.item.ref.kind == .playlist } ?? true
      guard isPlaylists else {
        state.say(tr("Only podcasts, films and music can be in a playlist"))
        return []
      }
      state.overlay = .player(
        .playlists(PlaylistChoice(things: [], title: "", name: TextField(), isNew: true)))
      return []
    }
    let names = rows.map { Presenter(state).text(for: $0).title }
    let title =
      names.count == 1
      ? "“\(names[0])”" : tr(names.count, one: "\(names.count) item", other: "\(names.count) items")
    state.overlay = .player(
      .playlists(PlaylistChoice(things: rows.map(\.item.ref), title: title)))
    return [.loadPlaylists]
  }

  /// Asks for the name under which the queue is kept.
  func saveQueue(_ state: inout AppState) -> [Effect] {
    let things = state.player.queue.map(\.ref).filter(PlayerState.fitsPlaylist)
    guard !things.isEmpty else {
      state.say(tr("There is nothing in the queue that can be in a playlist"))
      return []
    }
    let title = tr(things.count, one: "\(things.count) item", other: "\(things.count) items")
    state.overlay = .player(
      .playlists(PlaylistChoice(things: things, title: title, name: TextField(), isNew: true)))
    return []
  }

  func receivePlaylists(_ state: inout AppState, _ rows: [Row]) -> [Effect] {
    guard case .player(.playlists(var choice))? = state.overlay, !choice.isNew else { return [] }
    choice.lists = rows.compactMap { row in
      guard case .playlist(let list) = row.item else { return nil }
      return PlaylistChoice.Choice(
        id: list.id, name: list.name, count: list.itemCount ?? list.items?.count)
    }
    choice.selected = min(1, choice.lists?.count ?? 0)
    state.overlay = .player(.playlists(choice))
    return []
  }

  func playlists(
    _ state: inout AppState, _ choice: inout PlaylistChoice, _ key: KeyPress
  ) -> [Effect] {
    if var name = choice.name {
      switch key.key {
      case .escape:
        choice.name = nil
        state.overlay = choice.isNew ? nil : .player(.playlists(choice))
        return []
      case .enter: return create(&state, choice, named: name.text.trimmingWhitespace())
      default: _ = name.handle(key)
      }
      choice.name = name
      choice.problem = nil
      state.overlay = .player(.playlists(choice))
      return []
    }
    let last = choice.lists?.count ?? 0
    switch (state.keymap.command(for: key), key.key) {
    case (_, .escape), (.quit, _), (.back, _):
      state.overlay = nil
      return []
    case (.down, _): choice.selected = min(last, choice.selected + 1)
    case (.up, _): choice.selected = max(0, choice.selected - 1)
    case (.pageDown, _): choice.selected = min(last, choice.selected + 10)
    case (.pageUp, _): choice.selected = max(0, choice.selected - 10)
    case (.top, _): choice.selected = 0
    case (.bottom, _): choice.selected = last
    case (_, .enter):
      guard choice.selected > 0 else {
        choice.name = TextField()
        break
      }
      guard let list = choice.lists?[choice.selected - 1] else { return [] }
      state.overlay = nil
      state.clearMarks()
      state.say(tr("Added to “\(list.name)”: \(choice.title)"), .success)
      return [.addToPlaylist(list.id, choice.things)]
    default: return []
    }
    state.overlay = .player(.playlists(choice))
    return []
  }

  private func create(
    _ state: inout AppState, _ choice: PlaylistChoice, named name: String
  ) -> [Effect] {
    guard !name.isEmpty else {
      var choice = choice
      choice.problem = tr("Give it a name first.")
      state.overlay = .player(.playlists(choice))
      return []
    }
    state.overlay = nil
    state.clearMarks()
    state.say(tr("Made the playlist “\(name)”"), .success)
    return [.createPlaylist(name: name, choice.things)]
  }

  /// Takes the selected entry out of the playlist that is shown; nil where none is.
  func removeFromPlaylist(_ state: inout AppState) -> [Effect]? {
    guard case .list(let list)? = state.screen, let row = state.target,
      let entry = row.playlistEntry, case .lists(let specs) = list.current.content,
      case .playlist(let playlist)? = specs.first?.source
    else { return nil }
    state.say(tr("Removed from the playlist"), .success)
    return [
      .submit(
        .removeFromPlaylist(
          playlist: playlist, item: entry.id, type: entry.contentType, id: entry.contentID))
    ]
  }
}

extension PlayerState {
  /// What the platform's playlists can hold.
  static func fitsPlaylist(_ ref: ItemRef) -> Bool {
    ref.id > 0 && [.podcast, .movie, .track].contains(ref.kind)
  }
}

struct PlaylistChoiceView {
  let choice: PlaylistChoice

  func draw(_ painter: inout Painter, _ state: AppState) {
    guard let name = choice.name else {
      let lists = (choice.lists ?? []).map {
        BoxList.Line(text: $0.name, right: $0.count.map(String.init) ?? "")
      }
      let what = DisplayText.truncated(choice.title, to: 50)
      BoxList(
        title: " \(tr("Add \(what) to")) ",
        lines: [.init(text: tr("New playlist…"))] + lines(lists),
        selected: choice.selected, empty: "", hint: tr("Enter adds · Esc closes")
      ).draw(&painter, state)
      return
    }
    let inside = painter.box(columns: 60, rows: 6, title: " \(tr("New playlist")) ")
    let left = inside.origin.column
    painter.canvas.cursor = name.draw(
      into: &painter.canvas,
      at: Rect(column: left, row: inside.origin.row, columns: inside.size.columns, rows: 1),
      style: painter.theme[.inputFocused], mask: nil)
    let what = choice.things.isEmpty ? tr("An empty one.") : tr("With \(choice.title).")
    let lines: [Painter.Span] = [
      .init(choice.problem ?? what, choice.problem == nil ? .secondary : .error),
      .init(tr("Write its name · Enter makes it · Esc goes back"), .tertiary),
    ]
    for (row, span) in lines.enumerated() {
      painter.line(
        [span], column: left, row: inside.origin.row + 2 + row, width: inside.size.columns,
        on: .panel)
    }
  }

  private func lines(_ lists: [BoxList.Line]) -> [BoxList.Line] {
    choice.lists == nil ? [.init(text: tr("Reading…"))] : lists
  }
}
