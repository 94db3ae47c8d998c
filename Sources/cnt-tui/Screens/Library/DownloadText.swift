import CNTKit
import SyncEngine
import TermKit

extension Presenter {
  /// A line of the downloads: what it is, how far it is, and why it is not here.
  func text(for download: Download) -> ItemText {
    var text = ItemText(
      icon: icon(download.ref.kind), title: download.title, meta: size(download))
    text.badges = [badge(download)]
    if download.isPinned { text.badges.append(.init(text: tr("pinned"), role: .accent)) }
    if download.isAuto { text.badges.append(.init(text: tr("by itself"), role: .tertiary)) }
    text.subtitle = download.failure.map(recognised) ?? finished(download) ?? ""
    return text
  }

  /// The mark that rows carry everywhere.
  func badge(_ download: Download) -> ItemText.Badge {
    switch download.state {
    case .done: .init(text: "↓", role: .success)
    case .running: .init(text: "↓ " + progress(download), role: .info)
    case .queued where download.failure != nil:
      .init(text: "↓ " + tr("tried again"), role: .warning)
    case .queued: .init(text: "↓ " + tr("queued"), role: .pending)
    case .paused: .init(text: "↓ " + tr("paused"), role: .warning)
    case .failed: .init(text: "↓ " + tr("failed"), role: .error)
    }
  }

  /// The same in words, for the detail.
  func fact(_ download: Download) -> String {
    switch download.state {
    case .done where download.isPinned: tr("on this machine, \(size(download)), pinned")
    case .done: tr("on this machine, \(size(download))")
    case .running: tr("\(progress(download)) of \(size(download))")
    case .queued: download.failure.map(recognised) ?? tr("waits for its turn")
    case .paused: download.failure.map(recognised) ?? tr("paused")
    case .failed: download.failure.map(recognised) ?? tr("failed")
    }
  }

  /// What all of them take, above their list.
  func text(for usage: DownloadUsage) -> String {
    var parts = [tr("\(ByteText.text(usage.bytes)) of \(ByteText.text(usage.quota))")]
    if usage.pinnedBytes > 0 { parts.append(tr("\(ByteText.text(usage.pinnedBytes)) pinned")) }
    if usage.open > 0 { parts.append(tr("\(usage.open) on their way")) }
    if usage.stopped > 0 { parts.append(tr("\(usage.stopped) stopped")) }
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
