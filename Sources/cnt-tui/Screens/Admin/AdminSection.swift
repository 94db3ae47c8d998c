import SyncEngine

extension SectionSpec {
  static let admin = SectionSpec(
    id: .admin, title: "Admin", icon: "⚑",
    tabs: [
      queue("All", nil), queue("Podcasts", "podcast"), queue("Movies", "movie"),
      queue("Posts", "community_post"), queue("Music", "music"), queue("Events", "event"),
      TabSpec(title: "Overview", content: .dashboard),
    ], adminsOnly: true)

  private static func queue(_ title: String, _ type: String?) -> TabSpec {
    .list(title, .adminQueue(type: type), empty: "Nothing waits for a decision.")
  }
}
