import SyncEngine

extension Updater {
  /// Commands on what is kept here, or is to be.
  func download(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard let ref = state.selectedDownload?.ref ?? state.target?.item.ref else { return [] }
    guard ref.id > 0 else {
      state.say(tr("This was not sent yet"))
      return []
    }
    guard let known = state.downloadMarks[ref] else {
      guard command == .download, let row = state.target else {
        state.say(state.keymap.filled(tr("This is not downloaded: {download} downloads it")))
        return []
      }
      return request(&state, row)
    }
    switch command {
    case .pin:
      change(&state, ref) { $0.isPinned.toggle() }
      state.say(
        known.isPinned ? tr("May be removed to make room") : tr("Stays until you remove it"),
        .success)
      return [.pinDownload(ref, !known.isPinned)]
    case .retry: return known.state == .done ? [] : resume(&state, ref)
    case .pauseDownload:
      switch known.state {
      case .queued where known.notBefore != nil: return resume(&state, ref)
      case .queued, .running:
        change(&state, ref) { $0.state = .paused }
        return [.pauseDownload(ref)]
      case .paused, .failed: return resume(&state, ref)
      case .done:
        state.say(tr("This is here already"))
        return []
      }
    default:
      guard !known.isPinned else {
        state.say(state.keymap.filled(tr("This is pinned: {pin} unpins it first")))
        return []
      }
      state.downloadRevision += 1
      receive(&state, state.downloads.filter { $0.ref != ref }, state.downloadUsage)
      state.say(tr("Removed the download of “\(known.title)”"), .success)
      return [.removeDownload(ref)]
    }
  }

  private func resume(_ state: inout AppState, _ ref: ItemRef) -> [Effect] {
    change(&state, ref) { download in
      download.state = .queued
      download.notBefore = nil
      download.failure = nil
    }
    return [.resumeDownload(ref)]
  }

  /// Shows at once what the mirror will say: the next key is about that.
  private func change(
    _ state: inout AppState, _ ref: ItemRef, _ change: (inout Download) -> Void
  ) {
    guard let index = state.downloads.firstIndex(where: { $0.ref == ref }) else { return }
    var downloads = state.downloads
    change(&downloads[index])
    state.downloadRevision += 1
    receive(&state, downloads, state.downloadUsage)
  }

  private func request(_ state: inout AppState, _ row: Row) -> [Effect] {
    let title = Presenter(state).text(for: row).title
    switch row.item {
    case .playlist, .artist: return [.download([row.item.ref], title: title)]
    case let item where item.media != nil: return [.download([item.ref], title: title)]
    default:
      state.say(tr("There is nothing to download here"))
      return []
    }
  }

  /// Takes in the queue, for every list of it and for the marks.
  func receive(_ state: inout AppState, _ downloads: [Download], _ usage: DownloadUsage) {
    state.downloads = downloads
    state.downloadUsage = usage
    state.downloadMarks = Dictionary(downloads.map { ($0.ref, $0) }, uniquingKeysWith: { $1 })
    let heading = Presenter(state).text(for: usage)
    for (id, stack) in state.stacks {
      for (index, screen) in stack.enumerated() {
        guard case .list(var list) = screen, case .downloads = list.current.content else {
          continue
        }
        list.receive(downloads, heading: heading)
        state.stacks[id]?[index] = .list(list)
      }
    }
  }

  /// Plays a download; those that follow it in their list and are here become the queue.
  func play(_ state: inout AppState, _ download: Download) -> [Effect] {
    guard let entry = PlayerState.Entry(download: download) else {
      state.say(tr("There is nothing to play here"))
      return []
    }
    var queue = [entry]
    if case .list(let list) = state.screen {
      let following = list.downloads.drop { $0.ref != download.ref }.dropFirst()
      queue += following.filter { $0.state == .done }.compactMap(PlayerState.Entry.init(download:))
    }
    let effects = savePosition(&state)
    state.player.queue = queue
    return effects + start(&state, at: 0, saving: false)
  }
}

extension AppState {
  /// The selected line of the downloads.
  var selectedDownload: Download? {
    if case .list(let list)? = screen { list.selectedDownload } else { nil }
  }

  /// Whether the list of the downloads has not been filled yet.
  var isWaitingForDownloads: Bool {
    guard case .list(let list) = screen, case .downloads = list.current.content else {
      return false
    }
    return !list.isLoaded
  }

  /// Whether what commands act on is kept here or on its way.
  var isDownloaded: Bool {
    (selectedDownload?.ref ?? target?.item.ref).map { downloadMarks[$0] != nil } ?? false
  }
}

/// What a person is told after asking for a download.
struct DownloadAnswer: Hashable {
  var text: String
  var kind: AppState.Toast.Kind

  init(_ request: DownloadRequest, title: String) {
    switch (request.queued.count, request.known.count) {
    case (0, 0):
      (text, kind) = (tr("There is nothing to download in “\(title)”"), .info)
    case (0, _):
      (text, kind) = (tr("“\(title)” is here or on its way already"), .info)
    case (1, 0): (text, kind) = (tr("Downloading “\(title)”"), .success)
    case (let count, 0): (text, kind) = (tr("Downloading \(count) of “\(title)”"), .success)
    case (let count, let known):
      (text, kind) = (tr("Downloading \(count) of “\(title)”, \(known) are here already"), .success)
    }
  }
}
