import SyncEngine

extension SectionSpec {
  static let community = SectionSpec(
    id: .community, title: Phrase("Community"), icon: "☷",
    tabs: [
      feed(Phrase("All"), nil), feed(Phrase("Testimony"), "testimony"),
      feed(Phrase("Prayer"), "prayer_request"),
      feed(Phrase("Questions"), "question"), feed(Phrase("Announcements"), "announcement"),
      feed(Phrase("General"), "general"),
    ])

  private static func feed(_ title: Phrase, _ category: String?) -> TabSpec {
    .list(
      title, .feed(category: category), rowHeight: 5,
      empty: Phrase("No posts here yet. Press {compose} to write the first one."))
  }
}
