import CNTKit
import SyncEngine
import TermKit

extension Updater {
  /// Opens what is selected as a text: a document, or the place that a story names.
  func read(_ state: inout AppState) -> [Effect] {
    if state.isAtScripture { return openScripture(&state, nil) }
    switch state.target?.item {
    case .document(let document):
      guard document.id > 0 else {
        state.say(tr("This was not sent yet: it can be read once it is"))
        return []
      }
      return state.push(
        .reader(ReaderScreen(book: .document(document.id), title: document.title)))
    case .story(let story):
      guard let reference = ScriptureReference.first(in: story.scriptureReference) else {
        state.say(tr("“\(story.scriptureReference)” names no place in the Bible"))
        return []
      }
      return openScripture(&state, reference)
    default: return []
    }
  }

  func openScripture(_ state: inout AppState, _ place: ScriptureReference?) -> [Effect] {
    state.push(
      .reader(ReaderScreen(book: .scripture, title: tr("King James Bible"), wanted: place)))
  }

  /// Commands that mean something else, or something at all, in a text; nil for those that do not.
  func reader(_ state: inout AppState, _ command: Command) -> [Effect]? {
    guard state.focus == .main, case .reader(var reader) = state.screen else { return nil }
    switch command {
    case .goToPlace: return openFinder(&state, reader)
    case .bookmark: return toggleBookmark(&state, &reader)
    case .bookmarks:
      state.overlay = .bookmarks(selected: 0)
      return []
    case .narrower, .wider:
      guard reader.status == .ready else { return [] }
      reader.zoom = min(max(0, reader.zoom + (command == .wider ? 1 : -1)), reader.mostZoom)
      keepVisible(state, &reader)
      state.screen = .reader(reader)
      return save(reader)
    case .compose where !reader.query.isEmpty: return step(&state, &reader, by: 1)
    case .notifications where !reader.query.isEmpty: return step(&state, &reader, by: -1)
    case .copyLink, .copyMarkdown: return copy(&state, reader, command)
    case .download:
      guard let ref = reader.book.document, state.downloadMarks[ref] == nil else { return [] }
      return [.download([ref], title: reader.title)]
    case .videoWindow:
      guard case .document(let id) = reader.book, reader.mayBeViewed else { return [] }
      return [.reader(.view(id))]
    default: return nil
    }
  }

  func moveInReader(
    _ state: inout AppState, _ reader: inout ReaderScreen, _ command: Command
  ) -> [Effect] {
    switch command {
    case .back:
      if !reader.query.isEmpty {
        (reader.query, reader.hits) = ("", [])
        state.screen = .reader(reader)
        return []
      }
      _ = state.pop()
      return save(reader) + state.refreshVisible()
    case .nextFocus:
      state.focus = .sidebar
      return []
    case .open, .filter: return openFinder(&state, reader)
    default: break
    }
    let rect = ReaderView.rect(Frame(state))
    guard reader.status == .ready,
      let page = ReaderPage(reader, state.texts, columns: rect.size.columns)
    else { return [] }
    switch (reader.book, command) {
    case (_, .left), (_, .previousTab): return turn(&state, &reader, by: -1)
    case (_, .right), (_, .nextTab): return turn(&state, &reader, by: 1)
    case (.scripture, .up): return go(&state, &reader, to: reader.place - 1)
    case (.scripture, .down): return go(&state, &reader, to: reader.place + 1)
    case (.scripture, .top), (.scripture, .bottom):
      guard let text = state.texts.scripture else { return [] }
      let verses = text.chapters[text.chapter(of: reader.place)].verses
      return go(
        &state, &reader, to: command == .top ? verses.lowerBound : verses.upperBound - 1)
    case (_, .up): return scroll(&state, &reader, page, by: -1)
    case (_, .down): return scroll(&state, &reader, page, by: 1)
    case (_, .pageUp): return scroll(&state, &reader, page, by: -max(1, rect.size.rows - 1))
    case (_, .pageDown): return scroll(&state, &reader, page, by: max(1, rect.size.rows - 1))
    case (_, .top): return scroll(&state, &reader, page, by: -reader.scroll)
    case (_, .bottom): return scroll(&state, &reader, page, by: page.lines.count)
    default: return []
    }
  }

  /// Goes to a verse or page by its number, as a count says: `Alt-1 2 G`.
  func goToNumber(_ state: inout AppState, _ number: Int) -> [Effect]? {
    guard state.focus == .main, case .reader(var reader) = state.screen else { return nil }
    guard reader.status == .ready else { return [] }
    guard reader.book == .scripture, let text = state.texts.scripture else {
      return go(&state, &reader, to: number - 1)
    }
    let verses = text.chapters[text.chapter(of: reader.place)].verses
    return go(&state, &reader, to: min(verses.lowerBound + number, verses.upperBound) - 1)
  }

  /// Scrolls within a page; past its end the next one begins, before its start the one before ends.
  private func scroll(
    _ state: inout AppState, _ reader: inout ReaderScreen, _ page: ReaderPage, by delta: Int
  ) -> [Effect] {
    let most = page.mostScroll(rows: ReaderView.rect(Frame(state)).size.rows)
    let scroll = min(reader.scroll, most)
    if delta > 0, scroll == most { return turn(&state, &reader, by: 1) }
    if delta < 0, scroll == 0 { return turn(&state, &reader, by: -1, toEnd: true) }
    reader.scroll = min(max(0, scroll + delta), most)
    // The selected verse stays in sight: the first that begins on the screen.
    if reader.book == .scripture,
      let first = page.lines.dropFirst(reader.scroll).first(where: { $0.verse != nil })?.verse
    {
      reader.place = first
    }
    state.screen = .reader(reader)
    return []
  }

  /// The next or the previous chapter or page.
  private func turn(
    _ state: inout AppState, _ reader: inout ReaderScreen, by delta: Int, toEnd: Bool = false
  ) -> [Effect] {
    guard reader.book == .scripture, let text = state.texts.scripture else {
      let effects = go(&state, &reader, to: reader.place + delta)
      guard toEnd, !effects.isEmpty else { return effects }
      reader.scroll = .max / 2
      clampScroll(state, &reader)
      state.screen = .reader(reader)
      return effects
    }
    let chapter = text.chapter(of: reader.place) + delta
    guard text.chapters.indices.contains(chapter) else { return [] }
    let verses = text.chapters[chapter].verses
    return go(&state, &reader, to: toEnd ? verses.upperBound - 1 : verses.lowerBound)
  }

  /// Goes to a place; nothing happens where there is none such.
  func go(_ state: inout AppState, _ reader: inout ReaderScreen, to place: Int) -> [Effect] {
    guard let count = state.texts.count(reader.book), (0..<count).contains(place) else {
      state.screen = .reader(reader)
      return []
    }
    let isSame: Bool
    if reader.book == .scripture, let text = state.texts.scripture {
      isSame = text.chapter(of: place) == text.chapter(of: reader.place)
    } else {
      isSame = place == reader.place
    }
    reader.place = place
    if !isSame { reader.scroll = 0 }
    keepVisible(state, &reader)
    state.screen = .reader(reader)
    return isSame ? [] : save(reader)
  }

  /// The next of the places that were found, from where one is.
  private func step(
    _ state: inout AppState, _ reader: inout ReaderScreen, by delta: Int
  ) -> [Effect] {
    let next =
      delta > 0
      ? reader.hits.first { $0 > reader.place } ?? reader.hits.first
      : reader.hits.last { $0 < reader.place } ?? reader.hits.last
    return next.map { go(&state, &reader, to: $0) } ?? []
  }

  /// Scrolls so that the selected verse, or the first of the words that were looked for, is in sight.
  func keepVisible(_ state: AppState, _ reader: inout ReaderScreen) {
    let rect = ReaderView.rect(Frame(state))
    guard let page = ReaderPage(reader, state.texts, columns: rect.size.columns) else { return }
    reader.scroll = min(reader.scroll, page.mostScroll(rows: rect.size.rows))
    var wanted = page.selected
    if reader.book != .scripture, reader.scroll == 0, !reader.query.isEmpty,
      let line = page.lines.firstIndex(where: { $0.spans.contains { $0.role == .selection } })
    {
      wanted = line..<(line + 1)
    }
    guard !wanted.isEmpty else { return }
    if wanted.upperBound > reader.scroll + rect.size.rows {
      reader.scroll = wanted.upperBound - rect.size.rows
    }
    reader.scroll = min(reader.scroll, wanted.lowerBound)
  }

  private func clampScroll(_ state: AppState, _ reader: inout ReaderScreen) {
    let rect = ReaderView.rect(Frame(state))
    let page = ReaderPage(reader, state.texts, columns: rect.size.columns)
    reader.scroll = min(reader.scroll, page?.mostScroll(rows: rect.size.rows) ?? 0)
  }

  func save(_ reader: ReaderScreen) -> [Effect] {
    guard reader.status == .ready else { return [] }
    return [.reader(.save(reader.book, ReadingPlace(place: reader.place, zoom: reader.zoom)))]
  }

  /// Saves every text that is open, before the program ends.
  func saveReaders(_ state: AppState) -> [Effect] {
    state.stacks.values.joined().flatMap { screen -> [Effect] in
      if case .reader(let reader) = screen { save(reader) } else { [] }
    }
  }

  /// The verse with where it stands, or all of the chapter or page.
  private func copy(
    _ state: inout AppState, _ reader: ReaderScreen, _ command: Command
  ) -> [Effect] {
    guard reader.status == .ready else { return [] }
    switch reader.book {
    case .scripture:
      guard let text = state.texts.scripture else { return [] }
      if command == .copyLink {
        let words = "“\(text.words(of: reader.place))” (\(text.title(of: reader.place)), KJV)"
        return [.copy(words, what: Phrase("The verse is"))]
      }
      let chapter = text.chapter(of: reader.place)
      let verses = text.chapters[chapter].verses.map {
        "\(text.verses[$0].number). \(text.words(of: $0))"
      }
      let words = "## \(text.title(ofChapter: chapter)) (KJV)\n\n" + verses.joined(separator: "\n")
      return [.copy(words, what: Phrase("The chapter is"))]
    case .document:
      guard let document = state.texts.document else { return [] }
      let lines = document.text.lines(of: reader.place, columns: 100_000, isLaidOut: false)
      return [.copy(lines.joined(separator: "\n"), what: Phrase("The page is"))]
    }
  }

  private func toggleBookmark(_ state: inout AppState, _ reader: inout ReaderScreen) -> [Effect] {
    guard reader.status == .ready else { return [] }
    let place = reader.place
    if reader.isMarked {
      reader.bookmarks.removeAll { $0.place == place }
      state.screen = .reader(reader)
      state.say(tr("Bookmark removed"))
      return [.reader(.unmark(reader.book, place: place))]
    }
    let bookmark = Bookmark(place: place, label: label(state, reader))
    reader.bookmarks.append(bookmark)
    reader.bookmarks.sort { $0.place < $1.place }
    state.screen = .reader(reader)
    let key = state.keymap.keys(for: .bookmarks).first ?? ""
    state.say(tr("Bookmarked · \(key) shows all"), .success)
    return [.reader(.mark(reader.book, bookmark))]
  }

  /// A click on a verse selects it; one on the header goes back.
  func click(_ state: inout AppState, _ reader: inout ReaderScreen, _ point: Point) -> [Effect] {
    let frame = Frame(state)
    state.focus = .main
    if frame.header.contains(point) { return run(&state, .back) }
    let rect = ReaderView.rect(frame)
    guard rect.contains(point), reader.book == .scripture,
      let page = ReaderPage(reader, state.texts, columns: rect.size.columns)
    else { return [] }
    let line =
      min(reader.scroll, page.mostScroll(rows: rect.size.rows)) + point.row - rect.origin.row
    guard page.lines.indices.contains(line), let verse = page.verse(at: line) else { return [] }
    return go(&state, &reader, to: verse)
  }

  /// What a bookmark is called: the verse's words, or the first line of the page.
  private func label(_ state: AppState, _ reader: ReaderScreen) -> String {
    let words: String?
    switch reader.book {
    case .scripture: words = state.texts.scripture?.words(of: reader.place)
    case .document:
      words = state.texts.document?.text.lines(of: reader.place, columns: 80, isLaidOut: true)
        .first { !$0.isEmpty }
    }
    return String((words ?? "").split(separator: " ").joined(separator: " ").prefix(80))
  }
}

extension AppState {
  /// Whether the tab of the King James Bible is shown.
  var isAtScripture: Bool {
    if case .list(let list)? = screen, case .scripture = list.current.content {
      true
    } else {
      false
    }
  }
}
