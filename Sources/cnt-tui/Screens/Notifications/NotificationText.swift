import CNTKit
import TermKit

extension Presenter {
  func notification(_ item: UserNotification) -> ItemText {
    var text = ItemText(
      icon: item.read ? "◇" : "◆", title: item.title, meta: dates.relative(item.createdAt),
      subtitle: item.message)
    if !item.read { text.badges.append(.init(text: tr("new"), role: .info)) }
    text.fact(tr("Received"), dates.relative(item.createdAt))
    text.fact(tr(Phrase("About").inSense("notification")), item.data?["content_title"]?.stringValue)
    text.fact(tr("Reason"), item.data?["reason"]?.stringValue)
    text.body = item.message
    text.actions = item.read ? [] : [.markRead]
    return text
  }
}
