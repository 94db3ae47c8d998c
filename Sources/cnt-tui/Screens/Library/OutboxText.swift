import CNTKit
import SyncEngine
import TermKit

extension Presenter {
  /// An entry of the outbox: what was done, and why it is still here.
  func text(for entry: OutboxEntry) -> ItemText {
    var text = ItemText(
      icon: "↑", title: recognised(entry.title), meta: dates.relative(.init(entry.createdAt)))
    switch entry.state {
    case .queued: text.badges = [.init(text: tr("waiting to be sent"), role: .pending)]
    case .sending: text.badges = [.init(text: tr("being sent"), role: .info)]
    case .uncertain:
      text.badges = [.init(text: tr("sent, no answer yet: being checked"), role: .warning)]
    case .done: text.badges = [.init(text: tr("sent"), role: .success)]
    case .failed: text.badges = [.init(text: tr("not sent"), role: .error)]
    }
    text.subtitle = entry.failure.map(recognised) ?? ""
    return text
  }
}

extension Presenter {
  init(_ state: AppState) {
    self.init(
      dates: DateText(now: state.now, timeZone: state.timeZone), categories: state.categories,
      userID: state.account?.userID ?? 0, isDesk: state.isDesk,
      isAdmin: state.account?.isAdmin == true, downloads: state.downloadMarks)
  }
}
