import SyncEngine

/// The lists of the section in which things are made.
extension ListScreen {
  var selectedTake: TakeFile? {
    if case .take(let take)? = selectedLine { take } else { nil }
  }

  var selectedPublication: Publication? {
    if case .publication(let publication)? = selectedLine { publication } else { nil }
  }

  mutating func receive(choices: [CreateChoice]) {
    isLoaded = true
    lines = choices.map(Line.choice)
    selected = min(selected, max(0, lines.count - 1))
  }

  mutating func receive(takes: [TakeFile]) {
    let kept = selectedTake?.folder
    isLoaded = true
    lines = takes.filter { matches($0.name) }.map(Line.take)
    keep { if case .take(let take) = $0 { take.folder == kept } else { false } }
  }

  mutating func receive(publications: [Publication]) {
    let kept = selectedPublication?.id
    isLoaded = true
    lines = publications.filter { matches($0.title) }.map(Line.publication)
    keep { if case .publication(let line) = $0 { line.id == kept } else { false } }
  }

  private func matches(_ text: String) -> Bool {
    filter.isEmpty || text.localizedCaseInsensitiveContains(filter)
  }

  /// The line that was selected stays so, at its place on the screen.
  private mutating func keep(_ isSame: (Line) -> Bool) {
    let distance = selected - offset
    if let index = lines.firstIndex(where: isSame) {
      selected = index
      offset = max(0, index - distance)
    }
    selected = min(selected, max(0, lines.count - 1))
    offset = min(offset, max(0, lines.count - 1))
  }
}
