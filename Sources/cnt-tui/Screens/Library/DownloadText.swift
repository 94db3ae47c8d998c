import CNTKit
import SyncEngine
import TermKit

extension Presenter {
  /// A line of the downloads: what it is, how far it is, and why it is not here.
  func text(for download: Download) -> ItemText {
    var text = ItemText(
      icon: icon(download.ref.kind), title: download.title, meta: size(download))
    text.badges = [badge(download)]
    if download.isPinned { text.badges.append(.init(text: "pinned", role: .accent)) }
    if download.isAuto { text.badges.append(.init(text: "by itself", role: .tertiary)) }
    text.subtitle = download.failure ?? finished(download) ?? ""
    return text
  }

  /// The mark that rows carry everywhere.
  func badge(_ download: Download) -> ItemText.Badge {
    switch download.state {
    case .done: .init(text: "↓", role: .success)
    case .running: .init(text: "↓ " + progress(download), role: .info)
    case .queued where download.failure != nil: .init(text: "↓ tried again", role: .warning)
    case .queued: .init(text: "↓ queued", role: .pending)
    case .paused: .init(text: "↓ paused", role: .warning)
    case .failed: .init(text: "↓ failed", role: .error)
    }
  }

  /// The same in words, for the detail.
  func fact(_ download: Download) -> String {
    switch download.state {
    case .done: "on this machine, \(size(download))" + (download.isPinned ? ", pinned" : "")
    case .running: progress(download) + " of " + size(download)
    case .queued: download.failure ?? "waits for its turn"
    case .paused: download.failure ?? "paused"
    case .failed: download.failure ?? "failed"
    }
  }

  /// What all of them take, above their list.
  func text(for usage: DownloadUsage) -> String {
    var parts = ["\(ByteText.text(usage.bytes)) of \(ByteText.text(usage.quota))"]
    if usage.pinnedBytes > 0 { parts.append("\(ByteText.text(usage.pinnedBytes)) pinned") }
    if usage.open > 0 { parts.append("\(usage.open) on their way") }
    if usage.stopped > 0 { parts.append("\(usage.stopped) stopped") }
    return parts.joined(separator: " · ")
  }

  private func progress(_ download: Download) -> String {
    download.fraction.map { "\(Int($0 * 100))%" } ?? ByteText.text(download.bytes)
  }

  private func size(_ download: Download) -> String {
    let bytes = download.state == .done ? download.bytes : download.total ?? download.bytes
    return bytes > 0 ? ByteText.text(bytes) : ""
  }

  private func finished(_ download: Download) -> String? {
    download.finishedAt.map { dates.relative(Timestamp($0)) }
  }

  private func icon(_ kind: ItemKind) -> String {
    switch kind {
    case .movie: "▶"
    case .story: "✝"
    case .document: "▤"
    default: "♪"
    }
  }
}
