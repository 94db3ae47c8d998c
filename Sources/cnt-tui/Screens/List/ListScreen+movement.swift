import SyncEngine

/// Moving through a list: what is selected, what is in view, what must be loaded for it.
extension ListScreen {
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

  mutating func skipHeading(forward: Bool) {
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
