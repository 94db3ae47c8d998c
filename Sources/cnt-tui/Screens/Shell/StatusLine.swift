import SyncEngine
import TermKit

/// Hints or a passing sentence on the left, the state of the sync on the right.
struct StatusLine {
  let state: AppState

  func draw(_ painter: inout Painter, in rect: Rect) {
    painter.fill(rect, .statusBar)
    let row = rect.origin.row
    let right = sync
    let used = painter.lineRight(
      right, column: 0, row: row, width: rect.size.columns - 1, on: .statusBar)
    let room = max(0, rect.size.columns - used - 3)
    if let count = state.count {
      painter.line(
        [.init(" \(count) ", .key), .init("times: a movement follows", .secondary)], column: 0,
        row: row, width: room, on: .statusBar)
      return
    }
    if let toast = state.toast {
      let role: ThemeRole =
        switch toast.kind {
        case .info: .info
        case .success: .success
        case .error: .error
        }
      painter.line(
        [.init(" " + DisplayText.truncated(toast.text, to: max(1, room - 1)), role)], column: 0,
        row: row, width: room, on: .statusBar)
      return
    }
    // The way to all other keys is always shown.
    let last = hints.contains(.help) ? spans(for: .help) : []
    var spans: [Painter.Span] = []
    var width = 1 + Self.width(last)
    for command in hints where command != .help {
      let hint = self.spans(for: command)
      guard width + Self.width(hint) <= room else { break }
      width += Self.width(hint)
      spans += hint
    }
    painter.line(spans + last, column: 0, row: row, width: room, on: .statusBar)
  }

  private func spans(for command: Command) -> [Painter.Span] {
    guard let key = state.keymap.keys(for: command).first else { return [] }
    return [.init(" \(key) ", .key), .init("\(hintTitle(command)) ", .secondary)]
  }

  private static func width(_ spans: [Painter.Span]) -> Int {
    spans.reduce(0) { $0 + DisplayText.width(of: $1.text) }
  }

  /// The commands worth showing here: what the target offers, then the ever-useful ones.
  private var hints: [Command] {
    if state.focus == .sidebar { return [.open, .help, .quit] }
    var commands: [Command] = []
    switch state.screen {
    case .list(let list):
      if list.isFiltering { return [.open, .back] }
      if list.selectedEntry != nil { commands += [.retry, .discard] }
      if list.selectedDownload != nil { commands += [.play, .download, .pauseDownload, .pin] }
      if list.selectedEntry == nil { commands.append(.open) }
    case .detail: commands.append(.back)
    case .reader:
      return [.goToPlace, .bookmark, .bookmarks, .narrower, .wider, .copyLink, .back, .help]
    case nil: break
    }
    if state.showsPicture { commands.append(.video) }
    if let row = state.target { commands += Presenter(state).text(for: row).actions }
    if state.section == .community || state.section == .support { commands.append(.compose) }
    if case .list(let list) = state.screen {
      if list.current.content.canFilter { commands.append(.filter) }
      if list.arrangeable != nil { commands.append(.arrange) }
      if list.tabs.count > 1 { commands.append(.nextTab) }
    }
    return commands + [.help, .quit]
  }

  private func hintTitle(_ command: Command) -> String {
    switch command {
    case .open: "open"
    case .back: "back"
    case .nextTab: "tab"
    case .filter: "filter"
    case .arrange: "sort"
    case .help: "help"
    case .quit: "quit"
    case .favorite: "favourite"
    case .like: "like"
    case .video: "whole screen"
    case .author: "author"
    case .attendees: "who comes"
    case .exportEvent: "calendar file"
    case .preview: "preview"
    case .compose: state.section == .support ? "ask" : "new post"
    case .answer: "answer"
    case .read: "read"
    case .goToPlace: "go/find"
    case .bookmark: "bookmark"
    case .bookmarks: "bookmarks"
    case .copyLink: "copy"
    case .closeQuestion: "close"
    case .join: "join/leave"
    case .follow: "follow"
    case .download: state.isDownloaded ? "remove download" : "download"
    case .pauseDownload: "pause/resume"
    case .pin: "pin"
    case .toggle: "on/off"
    case .archive: "archive"
    case .delete: "delete"
    case .retry: "retry"
    case .discard: "discard"
    default: command.title.split(separator: ",").first.map { $0.lowercased() } ?? ""
    }
  }

  private var sync: [Painter.Span] {
    var spans: [Painter.Span] = []
    if state.counts.failedWrites > 0 {
      spans.append(
        .init(
          "\(state.counts.failedWrites) not sent (\(state.keymap.name(of: .outbox)))  ", .error))
    }
    if state.counts.pendingWrites > 0 {
      spans.append(.init("\(state.counts.pendingWrites) waiting  ", .pending))
    }
    switch state.sync {
    case .idle(let last):
      let when = last.map {
        "synced " + DateText(now: state.now, timeZone: state.timeZone).time($0)
      }
      spans.append(.init("● " + (when ?? "online"), .success))
    case .syncing(let what): spans.append(.init("↻ " + what, .info))
    case .offline: spans.append(.init("○ offline", .warning))
    case .signedOut: spans.append(.init("○ signed out", .error))
    case .elsewhere: spans.append(.init("● synced by another cnt", .success))
    }
    return spans
  }
}
