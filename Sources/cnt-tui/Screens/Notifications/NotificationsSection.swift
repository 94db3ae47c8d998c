import SyncEngine

extension SectionSpec {
  static let notifications = SectionSpec(
    id: .notifications, title: "Notifications", icon: "◆",
    tabs: [
      .list("All", .notifications(unreadOnly: false), empty: "No notifications yet."),
      .list("Unread", .notifications(unreadOnly: true), empty: "Nothing unread."),
      .list(
        "Read", .notifications(unreadOnly: false), filter: .read, empty: "Nothing was read yet."),
    ])
}
