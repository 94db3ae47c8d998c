import SyncEngine

extension SectionSpec {
  static let community = SectionSpec(
    id: .community, title: "Community", icon: "☷",
    tabs: [
      feed("All", nil), feed("Testimony", "testimony"), feed("Prayer", "prayer_request"),
      feed("Questions", "question"), feed("Announcements", "announcement"),
      feed("General", "general"),
    ])

  private static func feed(_ title: String, _ category: String?) -> TabSpec {
    .list(
      title, .feed(category: category), rowHeight: 5,
      empty: "No posts here yet. Press {compose} to write the first one.")
  }
}
