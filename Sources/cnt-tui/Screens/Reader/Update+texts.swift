import SyncEngine

extension Updater {
  /// What comes of opening a text, or of looking for words in it.
  func receive(_ state: inout AppState, _ news: ReaderNews) -> [Effect] {
    switch news {
    case .place(let book, let place, let bookmarks):
      return change(&state, book) { reader in
        reader.bookmarks = bookmarks
        guard let place else { return }
        reader.zoom = min(max(0, place.zoom), reader.mostZoom)
        if reader.wanted == nil { reader.place = max(0, place.place) }
      }
    case .scripture(let text):
      state.texts.scripture = text
      return begin(&state, .scripture)
    case .document(let id, let text):
      state.texts.document = (id, text)
      return begin(&state, .document(id))
    case .downloading(let book):
      _ = change(&state, book) { $0.status = .downloading }
      return noteDownloads(&state)
    case .failed(let book, let sentence, let mayBeViewed):
      return change(&state, book) { $0.status = .failed(sentence, mayBeViewed: mayBeViewed) }
    case .found(let hits, let token):
      guard case .finder(var finder)? = state.overlay else { return [] }
      finder.receive(hits, token: token)
      state.overlay = .finder(finder)
      return []
    }
  }

  /// The text is there: show the place that was asked for, or where reading stopped.
  private func begin(_ state: inout AppState, _ book: ReaderScreen.Book) -> [Effect] {
    let texts = state.texts
    let visible = state
    return change(&state, book) { reader in
      reader.status = .ready
      let count = texts.count(book) ?? 1
      if let wanted = reader.wanted {
        let range = texts.scripture?.verses(wanted)
        reader.place = range?.lowerBound ?? 0
        reader.wanted = nil
      }
      reader.place = min(max(0, reader.place), max(0, count - 1))
      keepVisible(visible, &reader)
    }
  }

  /// Changes every screen that shows a text.
  private func change(
    _ state: inout AppState, _ book: ReaderScreen.Book, _ work: (inout ReaderScreen) -> Void
  ) -> [Effect] {
    for (id, stack) in state.stacks {
      for (index, screen) in stack.enumerated() {
        guard case .reader(var reader) = screen, reader.book == book else { continue }
        work(&reader)
        state.stacks[id]?[index] = .reader(reader)
      }
    }
    return []
  }

  /// A document that somebody waits for is here, or will not come.
  func noteDownloads(_ state: inout AppState) -> [Effect] {
    var effects: [Effect] = []
    for (id, stack) in state.stacks {
      for (index, screen) in stack.enumerated() {
        guard case .reader(var reader) = screen, reader.status == .downloading,
          let ref = reader.book.document, let download = state.downloadMarks[ref]
        else { continue }
        switch download.state {
        case .done:
          reader.status = .opening
          effects.append(.reader(.open(reader.book, restoring: false)))
        case .failed:
          reader.status = .failed(
            download.failure.map(recognised) ?? tr("The document could not be downloaded."),
            mayBeViewed: false)
        case .queued, .running, .paused: continue
        }
        state.stacks[id]?[index] = .reader(reader)
      }
    }
    return effects
  }
}

extension AppState {
  /// Whether a text is shown.
  var isReading: Bool { if case .reader? = screen { true } else { false } }
}
