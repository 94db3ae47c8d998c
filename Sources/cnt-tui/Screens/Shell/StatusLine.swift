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
        [.init(" \(count) ", .key), .init(tr("times: a movement follows"), .secondary)], column: 0,
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
      if list.selectedTake != nil { commands += [.open, .edit, .discard] }
      if list.selectedPublication != nil { commands += [.pauseDownload, .retry, .discard] }
      if list.selectedEntry == nil, list.selectedPublication == nil, list.selectedTake == nil {
        commands.append(.open)
      }
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

  private var isAtTakes: Bool {
    if case .list(let list)? = state.screen { list.selectedTake != nil } else { false }
  }

  private func hintTitle(_ command: Command) -> String {
    switch command {
    case .open: isAtTakes ? tr("publish") : tr("open")
    case .back: tr("back")
    case .nextTab: tr("tab")
    case .filter: tr("filter")
    case .arrange: tr("sort")
    case .help: tr("help")
    case .quit: tr("quit")
    case .favorite: tr("favourite")
    case .like: tr("like")
    case .video: tr("whole screen")
    case .author: tr("author")
    case .attendees: tr("who comes")
    case .exportEvent: tr("calendar file")
    case .preview: tr("preview")
    case .compose: state.section == .support ? tr("ask") : tr("new post")
    case .answer: tr("answer")
    case .read: tr("read")
    case .goToPlace: tr("go/find")
    case .bookmark: tr("bookmark")
    case .bookmarks: tr("bookmarks")
    case .copyLink: tr("copy")
    case .closeQuestion: tr("close")
    case .join: tr("join/leave")
    case .follow: tr("follow")
    case .download: state.isDownloaded ? tr("remove download") : tr("download")
    case .pauseDownload: tr("pause/resume")
    case .pin: tr("pin")
    case .toggle: tr("on/off")
    case .archive: tr("archive")
    case .delete: tr("delete")
    case .retry: tr("retry")
    case .discard: tr("discard")
    case .play: tr("play")
    case .comment: tr("comment")
    case .approve: tr("approve")
    case .reject: tr("reject")
    case .edit: isAtTakes ? tr("edit") : tr("change what is yours")
    case .remove: tr("delete what is yours")
    case .similar: tr("films like this")
    case .openArtist: tr("their artist page")
    case .markRead: tr("mark as read")
    default: command.title
    }
  }

  private var sync: [Painter.Span] {
    var spans: [Painter.Span] = []
    if state.counts.failedWrites > 0 {
      spans.append(
        .init(
          tr("\(state.counts.failedWrites) not sent (\(state.keymap.name(of: .outbox)))") + "  ",
          .error))
    }
    if state.counts.pendingWrites > 0 {
      spans.append(.init(tr("\(state.counts.pendingWrites) waiting") + "  ", .pending))
    }
    if let upload = state.publications.first(where: { $0.state == .running }), upload.total > 0 {
      spans.append(.init("↑ \(upload.sent * 100 / upload.total)%  ", .info))
    }
    switch state.sync {
    case .idle(let last):
      let when = last.map {
        tr("synced \(DateText(now: state.now, timeZone: state.timeZone).time($0))")
      }
      spans.append(.init("● " + (when ?? tr("online")), .success))
    case .syncing(let what): spans.append(.init("↻ " + recognisedWord(what), .info))
    case .offline: spans.append(.init("○ " + tr("offline"), .warning))
    case .signedOut: spans.append(.init("○ " + tr("signed out"), .error))
    case .elsewhere: spans.append(.init("● " + tr("synced by another cnt"), .success))
    }
    return spans
  }
}
