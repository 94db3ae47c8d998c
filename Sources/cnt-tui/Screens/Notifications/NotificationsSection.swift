import SyncEngine

extension SectionSpec {
  static let notifications = SectionSpec(
    id: .notifications, title: Phrase("Notifications"), icon: "◆",
    tabs: [
      .list(
        Phrase("All"), .notifications(unreadOnly: false), empty: Phrase("No notifications yet.")),
      .list(Phrase("Unread"), .notifications(unreadOnly: true), empty: Phrase("Nothing unread.")),
      .list(
        Phrase("Read").inSense("notification"), .notifications(unreadOnly: false), filter: .read,
        empty: Phrase("Nothing was read yet.")),
    ])
}
