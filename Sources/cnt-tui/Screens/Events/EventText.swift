import CNTKit
import TermKit

extension Presenter {
  func event(_ item: Event) -> ItemText {
    let places =
      item.maxAttendees > 0
      ? tr("\(item.attendeesCount) of \(item.maxAttendees) places")
      : tr(
        item.attendeesCount, one: "\(item.attendeesCount) person",
        other: "\(item.attendeesCount) people")
    var text = ItemText(
      icon: "◷", title: item.title, meta: places, badges: badge(status: item.status),
      subtitle: [dates.entered(item.eventDate), item.location ?? ""].filter { !$0.isEmpty }
        .joined(separator: " · "))
    switch item.myAttendanceStatus {
    case "pending": text.badges.append(.init(text: tr("you asked to come"), role: .warning))
    case "approved": text.badges.append(.init(text: tr("you are coming"), role: .success))
    case "rejected": text.badges.append(.init(text: tr("you were declined"), role: .error))
    default:
      if item.isAttending { text.badges.append(.init(text: tr("you are coming"), role: .success)) }
    }
    text.fact(tr("When"), tr("\(dates.entered(item.eventDate)) (local time)"))
    text.fact(tr("Where"), item.location)
    text.fact(tr("Host"), item.host?.name ?? item.host?.username)
    text.fact(tr("Coming"), places)
    text.body = item.description ?? ""
    text.actions = item.hostID == userID ? [.attendees, .edit, .remove] : [.join, .attendees]
    text.actions.append(.exportEvent)
    return text
  }
}
