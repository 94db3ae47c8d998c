import Foundation
import SyncEngine

/// A list on the screen: a window over the mirror, however long the whole is.
struct ListScreen: Sendable, Hashable {
  /// A request for rows, and the name tag that its answer carries.
  struct Load: Sendable, Hashable {
    enum Mode: Sendable, Hashable { case replace, append, prepend, replaceAtEnd }

    /// The screen and tab that asked; an answer for another is dropped.
    var token: Int
    var block: Int
    var query: ListQuery
    var anchor: Anchor
    var limit: Int
    var mode: Mode
  }

  /// One list within the tab, with the rows that are loaded.
  struct Block: Sendable, Hashable {
    var spec: ListSpec
    var rows: [Row] = []
    var hasBefore = false
    var hasAfter = false
    var isLoading = false
  }

  /// A line that can stand in the list.
  enum Line: Sendable, Hashable {
    case heading(String)
    /// Rows that take turns.
    case carousel([Row])
    case row(Row)
    case entry(OutboxEntry)
    case download(Download)
    case choice(CreateChoice)
    case take(TakeFile)
    case publication(Publication)

    /// The thing that the line stands for; nil for what is none.
    var ref: ItemRef? {
      switch self {
      case .row(let row): row.item.ref
      case .download(let download): download.ref
      case .heading, .entry, .carousel, .choice, .take, .publication: nil
      }
    }

    var entryID: OutboxID? { if case .entry(let entry) = self { entry.id } else { nil } }
  }

  static let pageSize = 100
  /// Rows kept in memory; beyond it the far end is let go.
  static let keptRows = 500

  var token: Int
  /// What it is called.
  var name: Phrase
  var tabs: [TabSpec]
  var tab = 0
  var blocks: [Block] = []
  var entries: [OutboxEntry] = []
  var downloads: [Download] = []
  /// Above the downloads.
  var heading = ""
  var lines: [Line] = []
  /// Index into `lines`; never a heading while a row exists.
  var selected = 0
  /// The first visible line.
  var offset = 0
  var filter = "" {
    // Longer than any words that somebody looks for; what is pasted may be a megabyte.
    didSet { if filter.count > 200 { filter = String(filter.prefix(200)) } }
  }
  var isFiltering = false
  /// How tabs are arranged, by their titles.
  var arrangements: [String: Arrangement] = [:]
  /// The month, in the tab that has one.
  var calendar: CalendarState?
  /// The text of a tab that is no list, and what it was made of.
  var page: ItemText?
  var pageContent: PageContent?
  /// Which of the rows that take turns is shown.
  var turn = 0
  /// Rows to which the next command is done together.
  var marked: Set<ItemRef> = []
  /// Where the last mark was set.
  var markAnchor: ItemRef?
  /// False until the first answer, so that "nothing here" is not claimed too early.
  var isLoaded = false

  init(token: Int, title: Phrase, tabs: [TabSpec]) {
    self.token = token
    name = title
    self.tabs = tabs
  }

  /// Its name in the language in force.
  var title: String { tr(name) }

  var current: TabSpec { tabs[min(tab, tabs.count - 1)] }

  var selectedLine: Line? { lines.indices.contains(selected) ? lines[selected] : nil }

  var selectedRow: Row? {
    if case .calendar = current.content { return calendar?.selectedRow }
    switch selectedLine {
    case .row(let row): return row
    case .carousel(let rows): return rows.indices.contains(turn) ? rows[turn] : rows.first
    default: return nil
    }
  }

  var selectedEntry: OutboxEntry? {
    if case .entry(let entry)? = selectedLine { entry } else { nil }
  }

  var selectedDownload: Download? {
    if case .download(let download)? = selectedLine { download } else { nil }
  }

  /// Rows in screen order, headings left out.
  var rows: [Row] {
    lines.compactMap { if case .row(let row) = $0 { row } else { nil } }
  }

  func height(of line: Line) -> Int {
    switch line {
    case .heading: 2
    case .carousel: CarouselView.height
    default: current.rowHeight
    }
  }

  /// The sources that stand behind the visible tab.
  var sources: [ListQuery.Source] { blocks.map { query(for: $0.spec).source } }
}

extension ListScreen {
  /// Empties the list for another tab or filter and asks for its first rows.
  mutating func reset(token: Int) -> [Effect] {
    self.token = token
    selected = 0
    offset = 0
    lines = []
    entries = []
    downloads = []
    page = nil
    pageContent = nil
    clearMarks()
    isLoaded = false
    switch current.content {
    case .lists(let specs): blocks = specs.map { Block(spec: $0) }
    case .search: blocks = [Block(spec: ListSpec(source: .search(filter)))]
    case .outbox, .downloads, .dashboard, .calendar, .page, .choices, .takes, .publications:
      blocks = []
    case .scripture:
      blocks = []
      isLoaded = true
    }
    return reload()
  }

  /// Asks again for what is loaded, from the same place.
  func reload() -> [Effect] {
    if case .outbox = current.content { return [.loadOutbox] }
    if case .dashboard = current.content { return [.loadDesk] }
    if case .choices = current.content { return [.loadChoices(token: token)] }
    if case .takes = current.content { return [.loadTakes] }
    if case .publications = current.content { return [.loadPublications] }
    if case .downloads = current.content { return [.loadDownloads()] }
    if case .calendar = current.content {
      return calendar.map { [.loadCalendar($0.load(token: token))] } ?? []
    }
    if case .page(let page) = current.content { return [.loadPage(page, token: token)] }
    return deskEffects
      + blocks.indices.map { index in
        let block = blocks[index]
        var anchor = Anchor.first
        if block.hasBefore, let first = block.rows.first { anchor = .at(first.item.ref) }
        return .load(
          Load(
            token: token, block: index, query: query(for: block.spec), anchor: anchor,
            limit: block.spec.limit ?? max(Self.pageSize, block.rows.count), mode: .replace))
      }
  }

  /// Takes in an answer; the selected row stays selected where it is still there.
  mutating func receive(_ load: Load, _ window: ListWindow) {
    guard load.token == token, blocks.indices.contains(load.block) else { return }
    let keep = selectedLine?.ref
    var block = blocks[load.block]
    block.isLoading = false
    switch load.mode {
    case .replace, .replaceAtEnd:
      block.rows = window.rows
      block.hasBefore = window.hasBefore
      block.hasAfter = window.hasAfter
    case .append:
      block.rows += window.rows
      block.hasAfter = window.hasAfter
      if block.rows.count > Self.keptRows {
        block.rows.removeFirst(block.rows.count - Self.keptRows)
        block.hasBefore = true
      }
    case .prepend:
      block.rows = window.rows + block.rows
      block.hasBefore = window.hasBefore
      if block.rows.count > Self.keptRows {
        block.rows.removeLast(block.rows.count - Self.keptRows)
        block.hasAfter = true
      }
    }
    blocks[load.block] = block
    isLoaded = true
    rebuildLines(keeping: load.mode == .replaceAtEnd ? nil : keep)
    if load.mode == .replaceAtEnd { selected = max(0, lines.count - 1) }
  }

  mutating func receive(_ entries: [OutboxEntry]) {
    let kept = selectedEntry?.id
    self.entries = arrangement.arranged(entries).filter {
      filter.isEmpty || $0.title.localizedCaseInsensitiveContains(filter)
    }
    isLoaded = true
    let distance = selected - offset
    rebuildLines(keeping: nil)
    // Another one must not slide under the cursor when those before it are sent.
    guard let kept, let index = lines.firstIndex(where: { $0.entryID == kept }) else { return }
    selected = index
    offset = max(0, index - distance)
  }

  /// Takes in the downloads, with a line on what they take above them.
  mutating func receive(_ downloads: [Download], heading: String) {
    let keep = selectedLine?.ref
    self.downloads = arrangement.arranged(downloads).filter {
      filter.isEmpty || $0.title.localizedCaseInsensitiveContains(filter)
    }
    self.heading = heading
    isLoaded = true
    rebuildLines(keeping: keep)
  }

  mutating func rebuildLines(keeping ref: ItemRef?) {
    let distance = selected - offset
    var fresh: [Line] = entries.map(Line.entry)
    if !downloads.isEmpty {
      fresh.append(.heading(heading))
      fresh += downloads.map(Line.download)
    }
    for block in blocks {
      let rows = rows(of: block)
      if rows.isEmpty { continue }
      if block.spec.isCarousel {
        fresh.append(.carousel(rows))
        turn = min(turn, rows.count - 1)
        continue
      }
      if let heading = block.spec.heading { fresh.append(.heading(tr(heading))) }
      fresh += rows.map(Line.row)
    }
    lines = fresh
    // A thing may be in two lists of a tab.
    let places = ref.map { ref in lines.indices.filter { lines[$0].ref == ref } } ?? []
    if let index = places.min(by: { abs($0 - selected) < abs($1 - selected) }) {
      selected = index
      // Who looks at the beginning sees what is new; elsewhere nothing moves under the eyes.
      if offset > 0 { offset = max(0, index - distance) }
    }
    selected = min(max(0, selected), max(0, lines.count - 1))
    skipHeading(forward: true)
    offset = min(offset, max(0, lines.count - 1))
  }
}
