import SyncEngine

extension SectionSpec {
  static let admin = SectionSpec(
    id: .admin, title: Phrase("Admin"), icon: "⚑",
    tabs: [
      queue(Phrase("All"), nil), queue(Phrase("Podcasts"), "podcast"),
      queue(Phrase("Movies"), "movie"),
      queue(Phrase("Posts"), "community_post"), queue(Phrase("Music"), "music"),
      queue(Phrase("Events"), "event"),
      TabSpec(title: Phrase("Overview"), content: .dashboard),
    ], adminsOnly: true)

  private static func queue(_ title: Phrase, _ type: String?) -> TabSpec {
    .list(title, .adminQueue(type: type), empty: Phrase("Nothing waits for a decision."))
  }
}
