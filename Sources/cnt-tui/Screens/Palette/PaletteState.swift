import TermKit

/// The list of everything that can be done, narrowed by what is typed.
struct PaletteState: Sendable, Hashable {
  /// One line of it.
  struct Entry: Sendable, Hashable {
    var command: Command
    /// Whether it does something where the person is.
    var isOffered: Bool
    /// The letters of the title that match.
    var places: [Int]
  }

  var query = TextField()
  private(set) var entries: [Entry] = []
  private(set) var selected = 0

  init(for state: AppState) { refresh(for: state) }

  var current: Entry? { entries.indices.contains(selected) ? entries[selected] : nil }

  mutating func move(by delta: Int) {
    guard !entries.isEmpty else { return }
    selected = min(max(0, selected + delta), entries.count - 1)
  }

  mutating func select(_ index: Int) {
    if entries.indices.contains(index) { selected = index }
  }

  /// Finds again: what is of use here first, then what fits best, then the order of the help.
  mutating func refresh(for state: AppState) {
    let matcher = FuzzyMatcher(query.text)
    let found = Command.allCases.enumerated().compactMap { index, command in
      state.knows(command)
        ? Self.rank(command, state, matcher).map {
          (index: index, score: $0.score, entry: $0.entry)
        }
        : nil
    }
    entries = found.sorted {
      if $0.entry.isOffered != $1.entry.isOffered { return $0.entry.isOffered }
      return $0.score != $1.score ? $0.score > $1.score : $0.index < $1.index
    }.map(\.entry)
    selected = 0
  }

  private static func rank(
    _ command: Command, _ state: AppState, _ matcher: FuzzyMatcher
  ) -> (score: Int, entry: Entry)? {
    let isOffered = state.offers(command)
    if let match = matcher.match(command.title) {
      let entry = Entry(command: command, isOffered: isOffered, places: match.places)
      return (match.score, entry)
    }
    // The group and the key find a command too, and its English name, after all titles.
    let keys = state.keymap.keys(for: command).joined(separator: " ")
    let rest =
      matcher.match("\(tr(command.group)) \(command.title) \(keys)")
      ?? matcher.match("\(command.group.english) \(command.name.english)")
    return rest.map { ($0.score / 4, Entry(command: command, isOffered: isOffered, places: [])) }
  }
}

extension AppState {
  /// Whether this person has the command at all.
  func knows(_ command: Command) -> Bool {
    if let section = command.section { return !section.adminsOnly || account?.isAdmin == true }
    switch command {
    case .approve, .reject, .deskUsers, .deskPublished, .deskHidden, .deskCarousel,
      .deskCommission, .toggle, .archive, .delete, .answer:
      return account?.isAdmin == true
    case .palette: return false
    default: return true
    }
  }

  /// Whether the command does something where the person is.
  func offers(_ command: Command) -> Bool {
    let actions = target.map { Presenter(self).text(for: $0).actions } ?? []
    switch command {
    case .favorite, .like, .comment, .join, .follow, .markRead, .approve, .reject,
      .toggle, .archive, .delete, .answer, .closeQuestion:
      return actions.contains(command)
    case .preview, .similar, .attendees, .exportEvent, .remove:
      return actions.contains(command)
    case .edit:
      if case .list(let list)? = screen, list.selectedTake != nil { return true }
      if case .list(let list)? = screen, case .profile? = list.pageContent { return true }
      return actions.contains(command)
    case .author:
      switch target?.item {
      case .post, .comment, .event, .artist: return true
      default: return false
      }
    case .openArtist:
      if case .list(let list)? = screen, case .person(_, _?, _)? = list.pageContent { return true }
      return false
    case .copyLink, .copyMarkdown: return target != nil || isReading
    case .read: return actions.contains(.read) || isAtScripture
    case .goToPlace: return isReading || isAtScripture
    case .bookmark, .bookmarks, .narrower, .wider: return isReading
    case .play: return actions.contains(.play) || selectedDownload != nil
    case .download: return actions.contains(.download) || selectedDownload != nil
    case .pauseDownload where selectedPublication != nil: return true
    case .pauseDownload, .pin: return isDownloaded
    case .retry, .discard:
      if case .list(let list)? = screen {
        if list.selectedEntry != nil || list.selectedPublication != nil { return true }
        if command == .discard, list.selectedTake != nil { return true }
        if command == .discard, list.selectedRow?.playlistEntry != nil { return true }
      }
      return selectedDownload.map { command == .discard || $0.state != .done } ?? false
    case .markAllRead: return section == .notifications
    case .stop, .seekBack, .seekForward, .previousTrack, .nextTrack: return player.current != nil
    case .filmWay: return showsPicture && filmWays.count > 1
    case .previousChapter, .nextChapter, .chapters: return !player.chapters.isEmpty
    case .jumpTo, .lyrics: return player.current != nil
    case .saveQueue: return !player.queue.isEmpty
    case .goBack: return !history.back.isEmpty
    case .goForward: return !history.forward.isEmpty
    case .filter:
      if case .list(let list)? = screen { return list.current.content.canFilter || isAtScripture }
      return isReading
    case .videoWindow where isReading:
      if case .reader(let reader)? = screen {
        return reader.book.document != nil && reader.mayBeViewed
      }
      return false
    case .video, .picture, .subtitles, .videoWindow: return player.current?.hasPictures == true
    case .enqueue, .playNext, .addToPlaylist:
      return chosenRows.contains { PlayerState.Entry(row: $0) != nil }
    case .undo: return undoable != nil
    case .mark, .markRange, .markAll:
      if case .list(let list)? = screen, case .row? = list.selectedLine { return true }
      return false
    case .arrange, .nextOrder:
      if case .list(let list)? = screen { return list.arrangeable != nil }
      return false
    case .playAll:
      if case .list(let list)? = screen { return list.section(around: list.selected).isPlayable }
      return false
    case .previousTab, .nextTab:
      if case .list(let list)? = screen {
        if case .carousel? = list.lines.first { return true }
        return list.tabs.count > 1
      }
      return isReading
    default: return true
    }
  }
}

extension Updater {
  func openPalette(_ state: inout AppState) -> [Effect] {
    state.overlay = .palette(PaletteState(for: state))
    return []
  }

  func palette(
    _ state: inout AppState, _ palette: inout PaletteState, _ key: KeyPress
  ) -> [Effect] {
    switch (key.key, key.modifiers) {
    case (.escape, _), (.character("g"), .control):
      state.overlay = nil
      return []
    case (.enter, _): return choose(&state, palette)
    case (.up, _), (.backTab, _), (.character("p"), .control), (.character("k"), .control):
      palette.move(by: -1)
    case (.down, _), (.tab, _), (.character("n"), .control), (.character("j"), .control):
      palette.move(by: 1)
    case (.pageUp, _): palette.move(by: -10)
    case (.pageDown, _): palette.move(by: 10)
    case (.backspace, []) where palette.query.text.isEmpty:
      state.overlay = nil
      return []
    default:
      let before = palette.query.text
      _ = palette.query.handle(key)
      if palette.query.text != before { palette.refresh(for: state) }
    }
    state.overlay = .palette(palette)
    return []
  }

  func mouse(
    _ state: inout AppState, _ palette: inout PaletteState, _ mouse: MouseEvent
  ) -> [Effect] {
    let view = PaletteView(palette: palette)
    switch ListMouse(mouse, in: view.box(state.size), index: { view.index(at: $0, state.size) }) {
    case .move(let rows): palette.move(by: rows)
    case .take(let index):
      palette.select(index)
      return choose(&state, palette)
    case .close:
      state.overlay = nil
      return []
    case nil: return []
    }
    state.overlay = .palette(palette)
    return []
  }

  private func choose(_ state: inout AppState, _ palette: PaletteState) -> [Effect] {
    guard let entry = palette.current else { return [] }
    state.overlay = nil
    guard entry.isOffered else {
      state.say(tr("“\(entry.command.title)” has nothing to act on here"))
      return []
    }
    return run(&state, entry.command)
  }
}
