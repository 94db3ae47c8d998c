import TermKit

/// Going to a place by its name, and looking for words: one line to type in, and what is found below.
struct FinderState: Sendable, Hashable {
  struct Hit: Sendable, Hashable {
    var place: Int
    /// `John 3:16`, `Page 4`.
    var title: String
    /// Words of the place.
    var text: String
    /// Whether words were looked for, rather than the place named.
    var isMatch = true
  }

  /// What a search shows at most.
  static let most = 500

  var book: ReaderScreen.Book
  var query = TextField()
  /// Places that are named.
  private(set) var places: [Hit] = []
  /// Places that hold the words.
  private(set) var matches: [Hit] = []
  private(set) var selected = 0
  private(set) var isSearching = false
  /// Tells the answer to what is typed now from older ones.
  private(set) var token = 0

  init(book: ReaderScreen.Book) { self.book = book }

  var hits: [Hit] { places + matches }

  var current: Hit? { hits.indices.contains(selected) ? hits[selected] : nil }

  mutating func move(by delta: Int) {
    selected = min(max(0, selected + delta), max(0, hits.count - 1))
  }

  mutating func select(_ index: Int) {
    if hits.indices.contains(index) { selected = index }
  }

  /// Finds named places at once and asks for the words.
  mutating func refresh(_ texts: ReaderTexts, token: Int) -> [Effect] {
    selected = 0
    self.token = token
    places = Self.places(query.text, book, texts)
    matches = []
    let text = query.text.trimmingWhitespace()
    // One letter is in everything.
    isSearching = text.count > 1 && Int(text) == nil
    return isSearching ? [.reader(.find(book, text, token: token))] : []
  }

  mutating func receive(_ hits: [Hit], token: Int) {
    guard token == self.token else { return }
    isSearching = false
    matches = hits
  }

  /// Places that the words name: a page by its number, a reference, or the books that begin so.
  private static func places(
    _ query: String, _ book: ReaderScreen.Book, _ texts: ReaderTexts
  ) -> [Hit] {
    guard let count = texts.count(book) else { return [] }
    guard book == .scripture, let text = texts.scripture else {
      guard let page = Int(query.trimmingWhitespace()), (1...max(1, count)).contains(page) else {
        return []
      }
      return [Hit(place: page - 1, title: tr("Page \(page)"), text: "", isMatch: false)]
    }
    switch ScriptureReference.read(query) {
    case .unknown: return []
    case .ambiguous(let books): return books.compactMap { beginning(of: $0, text) }
    case .reference(let reference):
      if reference.start == nil {
        return [beginning(of: reference.book, text)].compactMap { $0 }
      }
      guard let range = text.verses(reference) else { return [] }
      return [
        Hit(
          place: range.lowerBound, title: text.title(of: range),
          text: text.words(of: range.lowerBound), isMatch: false)
      ]
    }
  }

  private static func beginning(of book: Int, _ text: ScriptureText) -> Hit? {
    text.verses(ScriptureReference(book: book)).map {
      Hit(
        place: $0.lowerBound, title: ScriptureBook.all[book].name,
        text: text.words(of: $0.lowerBound), isMatch: false)
    }
  }
}

extension Updater {
  func openFinder(_ state: inout AppState, _ reader: ReaderScreen) -> [Effect] {
    guard reader.status == .ready else { return [] }
    state.overlay = .finder(FinderState(book: reader.book))
    return []
  }

  func finder(_ state: inout AppState, _ finder: inout FinderState, _ key: KeyPress) -> [Effect] {
    switch (key.key, key.modifiers) {
    case (.escape, _):
      state.overlay = nil
      return []
    case (.enter, _): return choose(&state, finder)
    case (.up, _), (.backTab, _), (.character("p"), .control): finder.move(by: -1)
    case (.down, _), (.character("n"), .control): finder.move(by: 1)
    case (.pageUp, _): finder.move(by: -10)
    case (.pageDown, _): finder.move(by: 10)
    case (.tab, _):
      // Completes a name.
      if let hit = finder.current, !hit.isMatch { finder.query = TextField(hit.title + " ") }
      return refresh(&state, &finder)
    default:
      let before = finder.query.text
      _ = finder.query.handle(key)
      if finder.query.text != before { return refresh(&state, &finder) }
    }
    state.overlay = .finder(finder)
    return []
  }

  func refresh(_ state: inout AppState, _ finder: inout FinderState) -> [Effect] {
    let effects = finder.refresh(state.texts, token: state.nextToken())
    state.overlay = .finder(finder)
    return effects
  }

  func mouse(
    _ state: inout AppState, _ finder: inout FinderState, _ mouse: MouseEvent
  ) -> [Effect] {
    let view = FinderView(finder: finder)
    switch ListMouse(
      mouse, in: FinderView.box(state.size), index: { view.index(at: $0, state.size) })
    {
    case .move(let rows): finder.move(by: rows)
    case .take(let index):
      finder.select(index)
      return choose(&state, finder)
    case .close:
      state.overlay = nil
      return []
    case nil: return []
    }
    state.overlay = .finder(finder)
    return []
  }

  private func choose(_ state: inout AppState, _ finder: FinderState) -> [Effect] {
    guard let hit = finder.current else {
      // Nothing was found, or not yet: the line stays.
      return []
    }
    state.overlay = nil
    guard case .reader(var reader) = state.screen, reader.book == finder.book else { return [] }
    if hit.isMatch {
      reader.query = finder.query.text.trimmingWhitespace()
      reader.hits = finder.matches.map(\.place)
    }
    return go(&state, &reader, to: hit.place)
  }
}

/// The line and the list below it.
struct FinderView {
  let finder: FinderState

  static func box(_ size: Size) -> Rect {
    Painter.boxRect(columns: 96, rows: size.rows - 4, in: size)
  }

  private var first: Int { max(0, finder.selected - 4) }
  private static let above = 2

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(
      columns: 96, rows: state.size.rows - 4,
      title:
        " \(finder.book == .scripture ? tr("Go to a place, or find words") : tr("Page or words")) ")
    let left = inside.origin.column
    let width = inside.size.columns
    painter.canvas.cursor = finder.query.draw(
      into: &painter.canvas,
      at: Rect(column: left, row: inside.origin.row, columns: width, rows: 1),
      style: painter.theme[.inputFocused], mask: nil)
    let words = DocumentText.words(finder.query.text)
    let room = max(0, inside.size.rows - Self.above - 1)
    let start = min(first, max(0, finder.hits.count - room))
    for (offset, hit) in finder.hits.dropFirst(start).prefix(room).enumerated() {
      let row = inside.origin.row + Self.above + offset
      let isSelected = start + offset == finder.selected
      let rect = Rect(column: left, row: row, columns: width, rows: 1)
      if isSelected { painter.fill(rect, .selection) }
      let title = DisplayText.padded(hit.title, to: min(22, width / 3))
      painter.line(
        [.init((isSelected ? "› " : "  ") + title + " ", hit.isMatch ? .secondary : .title)]
          + (isSelected ? [.init(hit.text)] : ReaderPage.highlighted(hit.text, words, .text)),
        column: left, row: row, width: width, selected: isSelected ? .selection : nil, on: .panel)
    }
    let hint =
      finder.hits.isEmpty
      ? finder.isSearching ? tr("Looking…") : prompt
      : tr("\(count) · Enter goes there · Tab completes · Esc closes")
    painter.line(
      [.init(hint, .tertiary)], column: left,
      row: inside.origin.row + inside.size.rows - 1, width: width, on: .panel)
  }

  private var count: String {
    finder.matches.count >= FinderState.most
      ? tr("the first \(FinderState.most)") : tr("\(finder.hits.count) found")
  }

  private var prompt: String {
    if finder.query.text.isEmpty {
      return finder.book == .scripture
        ? tr("Such as john 3:16, ps 23, or words: shepherd want") : tr("A page's number, or words")
    }
    return tr("Nothing is called so or holds these words")
  }

  /// The hit that lies at a place.
  func index(at point: Point, _ size: Size) -> Int? {
    let box = Self.box(size)
    let room = max(0, box.size.rows - 2 - Self.above - 1)
    let start = min(first, max(0, finder.hits.count - room))
    let offset = point.row - box.origin.row - 1 - Self.above
    guard (0..<room).contains(offset), finder.hits.indices.contains(start + offset) else {
      return nil
    }
    return start + offset
  }
}
