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
    case row(Row)
    case entry(OutboxEntry)
    case download(Download)

    /// The thing that the line stands for; nil for what is none.
    var ref: ItemRef? {
      switch self {
      case .row(let row): row.item.ref
      case .download(let download): download.ref
      case .heading, .entry: nil
      }
    }
  }

  static let pageSize = 100
  /// Rows kept in memory; beyond it the far end is let go.
  static let keptRows = 500

  var token: Int
  var title: String
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
  /// Rows to which the next command is done together.
  var marked: Set<ItemRef> = []
  /// Where the last mark was set.
  var markAnchor: ItemRef?
  /// False until the first answer, so that "nothing here" is not claimed too early.
  var isLoaded = false

  init(token: Int, title: String, tabs: [TabSpec]) {
    self.token = token
    self.title = title
    self.tabs = tabs
  }

  var current: TabSpec { tabs[min(tab, tabs.count - 1)] }

  var selectedLine: Line? { lines.indices.contains(selected) ? lines[selected] : nil }

  var selectedRow: Row? { if case .row(let row)? = selectedLine { row } else { nil } }

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
    if case .heading = line { 2 } else { current.rowHeight }
  }

  /// The sources that stand behind the visible tab.
  var sources: [ListQuery.Source] { blocks.map { query(for: $0.spec).source } }

  func query(for spec: ListSpec) -> ListQuery {
    if case .search = current.content { return ListQuery(source: .search(filter)) }
    return ListQuery(source: spec.source, match: filter.isEmpty ? nil : filter)
  }
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
    clearMarks()
    isLoaded = false
    switch current.content {
    case .lists(let specs): blocks = specs.map { Block(spec: $0) }
    case .search: blocks = [Block(spec: ListSpec(source: .search(filter)))]
    case .outbox, .downloads, .dashboard: blocks = []
    }
    return reload()
  }

  /// Asks again for what is loaded, from the same place.
  func reload() -> [Effect] {
    if case .outbox = current.content { return [.loadOutbox] }
    if case .dashboard = current.content { return [.loadDesk] }
    if case .downloads = current.content { return [.loadDownloads()] }
    return blocks.indices.map { index in
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
    self.entries = entries
    isLoaded = true
    rebuildLines(keeping: nil)
  }

  /// Takes in the downloads, with a line on what they take above them.
  mutating func receive(_ downloads: [Download], heading: String) {
    let keep = selectedLine?.ref
    self.downloads = downloads.filter {
      filter.isEmpty || $0.title.localizedCaseInsensitiveContains(filter)
    }
    self.heading = heading
    isLoaded = true
    rebuildLines(keeping: keep)
  }

  private mutating func rebuildLines(keeping ref: ItemRef?) {
    let distance = selected - offset
    var fresh: [Line] = entries.map(Line.entry)
    if !downloads.isEmpty {
      fresh.append(.heading(heading))
      fresh += downloads.map(Line.download)
    }
    for block in blocks where !block.rows.isEmpty {
      if let heading = block.spec.heading { fresh.append(.heading(heading)) }
      fresh += block.rows.map(Line.row)
    }
    lines = fresh
    if let ref, let index = lines.firstIndex(where: { $0.ref == ref }) {
      selected = index
      offset = max(0, index - distance)
    }
    selected = min(max(0, selected), max(0, lines.count - 1))
    skipHeading(forward: true)
    offset = min(offset, max(0, lines.count - 1))
  }

  /// Moves the selection by `delta` rows, past headings; returns what must be loaded for it.
  mutating func move(by delta: Int, viewHeight: Int) -> [Effect] {
    guard !lines.isEmpty else { return [] }
    let target = min(max(0, selected + delta), lines.count - 1)
    selected = target
    skipHeading(forward: delta > 0)
    scrollToSelection(viewHeight: viewHeight)
    return loadsNearSelection()
  }

  mutating func select(line: Int) {
    guard lines.indices.contains(line) else { return }
    if case .heading = lines[line] { return }
    selected = line
  }

  private mutating func skipHeading(forward: Bool) {
    guard case .heading? = selectedLine else { return }
    if forward || selected == 0 {
      selected = min(selected + 1, lines.count - 1)
    } else {
      selected -= 1
    }
    if case .heading? = selectedLine { selected = min(selected + 1, lines.count - 1) }
  }

  /// Keeps the selected line, and a heading right above it, inside the view.
  mutating func scrollToSelection(viewHeight: Int) {
    guard lines.indices.contains(selected) else { return }
    var first = selected
    if first > 0, case .heading = lines[first - 1] { first -= 1 }
    if first < offset { offset = first }
    var used = lines[min(offset, selected)...selected].reduce(0) { $0 + height(of: $1) }
    while used > viewHeight, offset < selected {
      used -= height(of: lines[offset])
      offset += 1
    }
  }

  /// The pages to fetch when the selection comes close to an end of what is loaded.
  private mutating func loadsNearSelection() -> [Effect] {
    guard blocks.count == 1, blocks[0].spec.limit == nil, !blocks[0].isLoading else { return [] }
    let block = blocks[0]
    let query = query(for: block.spec)
    if block.hasAfter, lines.count - selected < Self.pageSize / 2, let last = block.rows.last {
      blocks[0].isLoading = true
      return [
        .load(
          Load(
            token: token, block: 0, query: query, anchor: .after(last.key), limit: Self.pageSize,
            mode: .append))
      ]
    }
    if block.hasBefore, selected < Self.pageSize / 2, let first = block.rows.first {
      blocks[0].isLoading = true
      return [
        .load(
          Load(
            token: token, block: 0, query: query, anchor: .before(first.key),
            limit: Self.pageSize, mode: .prepend))
      ]
    }
    return []
  }

  /// Jumps to one end of the whole list.
  mutating func jump(toEnd: Bool, viewHeight: Int) -> [Effect] {
    let far = toEnd ? blocks.last?.hasAfter == true : blocks.first?.hasBefore == true
    guard far, blocks.count == 1 else {
      return move(by: toEnd ? lines.count : -lines.count, viewHeight: viewHeight)
    }
    selected = 0
    offset = 0
    return [
      .load(
        Load(
          token: token, block: 0, query: query(for: blocks[0].spec),
          anchor: toEnd ? .last : .first, limit: Self.pageSize,
          mode: toEnd ? .replaceAtEnd : .replace))
    ]
  }
}
