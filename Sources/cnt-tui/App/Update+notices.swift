import SyncEngine
import TermKit

/// What the desktop is told while one looks elsewhere.
struct Notice: Sendable, Hashable {
  var title: String
  var body: String
  /// A newer notice on the same takes its place.
  var subject: String
}

/// Whether anybody is to be told, and of what they know.
struct NoticeState: Sendable, Hashable {
  /// Whether the person wants it.
  var isOn = true
  /// Whether the terminal has the focus; one that does not tell has it.
  var hasFocus = true
  /// Unread notifications when they were last counted; nil before.
  var unread: Int?

  var isWanted: Bool { isOn && !hasFocus }
}

extension Updater {
  /// What is told after an action; `downloads` are those before it.
  func notices(
    _ state: inout AppState, after action: Action, downloads: [Download]
  ) -> [Effect] {
    switch action {
    case .player(.loaded):
      guard state.notices.isWanted, let entry = state.player.current, !state.player.isPaused
      else { return [] }
      return [.notify(Notice(title: entry.title, body: entry.subtitle, subject: "track"))]
    case .downloadsLoaded:
      guard state.notices.isWanted else { return [] }
      let before = Dictionary(
        downloads.map { ($0.ref, $0.state) }, uniquingKeysWith: { first, _ in first })
      let done = state.downloads.filter { download in
        download.state == .done && before[download.ref].map { $0 != .done } ?? false
      }
      guard let first = done.first else { return [] }
      let body = done.count == 1 ? first.title : tr("\(first.title) and \(done.count - 1) more")
      return [.notify(Notice(title: tr("Download finished"), body: body, subject: "download"))]
    case .countsLoaded(let counts, _):
      let before = state.notices.unread
      state.notices.unread = counts.unreadNotifications
      guard state.notices.isWanted, let before, counts.unreadNotifications > before else {
        return []
      }
      return [.loadNotices(counts.unreadNotifications - before)]
    case .noticesLoaded(let rows, let count):
      guard state.notices.isWanted, case .notification(let first)? = rows.first?.item else {
        return []
      }
      let title = count == 1 ? first.title : tr("\(count) new notifications")
      let body = count == 1 ? first.message : first.title
      return [.notify(Notice(title: title, body: body, subject: "notification"))]
    case .signedOut:
      state.notices.unread = nil
      return []
    default: return []
    }
  }
}
