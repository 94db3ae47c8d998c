import CNTKit
import SyncEngine

extension Presenter {
  /// An account, as an admin sees it.
  func user(_ item: AdminUser) -> ItemText {
    var text = ItemText(
      icon: item.isAdmin ? "⚑" : "☺", title: item.shownName, meta: dates.relative(item.createdAt),
      subtitle: [item.username.map { "@\($0)" } ?? "", item.email].filter { !$0.isEmpty }
        .joined(separator: " · "))
    if item.isAdmin { text.badges.append(.init(text: tr("admin"), role: .warning)) }
    if item.hasArtistProfile { text.badges.append(.init(text: tr("artist"), role: .info)) }
    if item.id == userID { text.badges.append(.init(text: tr("you"), role: .accent)) }
    text.fact(tr("User name"), item.username)
    text.fact(tr("E-mail"), item.email)
    text.fact(tr("Phone"), item.phone)
    text.fact(tr("Born"), item.dateOfBirth.map { String($0.text.prefix(10)) })
    text.fact(tr("Signs in by"), item.authProvider)
    text.fact(tr("Member since"), dates.relative(item.createdAt))
    text.fact(tr("Number"), "\(item.id)")
    text.body = item.bio ?? ""
    text.actions = item.id == userID ? [] : [.toggle, .delete]
    return text
  }
}

extension AdminUser {
  /// The name, or what there is instead.
  var shownName: String {
    for text in [name, username] { if let text, !text.isEmpty { return text } }
    return email.isEmpty ? tr("User \(id)") : email
  }

  /// What one of is typed to delete the account.
  var names: [String] { [username ?? "", email].filter { !$0.isEmpty } }
}
