import CNTKit
import TermKit

extension Presenter {
  func support(_ item: SupportMessage) -> ItemText {
    let isOwn = item.userID == userID
    let isRead = isOwn ? item.userSeen : item.adminSeen
    let from = item.user?.name ?? item.user?.email ?? tr("Member \(item.userID)")
    let answer = item.adminResponse ?? ""
    var text = ItemText(
      icon: isRead ? "◇" : "◆", title: item.subject.isEmpty ? tr("(no subject)") : item.subject,
      meta: dates.relative(item.createdAt),
      subtitle: isOwn ? (answer.isEmpty ? item.message : answer) : "\(from) · \(item.message)")
    if !isRead { text.badges.append(.init(text: tr("new"), role: .info)) }
    text.badges.append(Self.badge(supportStatus: item.status))
    if !isOwn {
      text.fact(tr("From"), from)
      text.fact(tr("E-mail"), item.user?.email)
    }
    text.fact(tr("Asked"), dates.relative(item.createdAt))
    text.fact(tr("Status"), Self.title(supportStatus: item.status))
    text.fact(tr("Answered"), dates.relative(item.respondedAt))
    text.body = item.message
    if !answer.isEmpty { text.body += "\n\n\(tr("Answer:"))\n" + answer }
    guard item.id > 0 else { return text }
    if !isOwn { text.actions.append(.answer) }
    if !isRead { text.actions.append(.markRead) }
    if item.status != "closed" { text.actions.append(.closeQuestion) }
    return text
  }

  private static func badge(supportStatus: String) -> ItemText.Badge {
    let role: ThemeRole =
      switch supportStatus {
      case "open": .warning
      case "responded": .success
      default: .tertiary
      }
    return .init(text: title(supportStatus: supportStatus), role: role)
  }

  private static func title(supportStatus: String) -> String {
    switch supportStatus {
    case "open": tr(Phrase("open").inSense("question"))
    case "responded": tr("answered")
    case "closed": tr("closed")
    default: supportStatus
    }
  }
}
