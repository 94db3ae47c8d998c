import CNTKit
import TermKit

extension Presenter {
  func artist(_ item: Artist) -> ItemText {
    var text = ItemText(
      icon: "♫", title: item.artistName ?? tr("Artist \(item.id)"),
      meta: tr(
        item.followersCount, one: "\(item.followersCount) follower",
        other: "\(item.followersCount) followers"),
      subtitle: item.bio ?? "")
    if item.isVerified { text.badges.append(.init(text: tr("verified"), role: .info)) }
    if item.isFollowing == true {
      text.badges.append(.init(text: tr("you follow"), role: .success))
    }
    text.fact(tr("Followers"), "\(item.followersCount)")
    text.fact(tr("Plays"), "\(item.totalPlays)")
    for (name, link) in (item.socialLinks ?? [:]).sorted(by: { $0.key < $1.key }) {
      text.fact(name.prefix(1).uppercased() + name.dropFirst(), link)
    }
    text.body = item.bio ?? ""
    text.actions = item.userID == userID ? [.download] : [.follow, .download]
    return text
  }
}
