import SyncEngine

extension SectionSpec {
  /// The sections stand in the web client's order; what was begun comes before them.
  static let home = SectionSpec(
    id: .home, title: Phrase("Home"), icon: "⌂",
    tabs: [
      TabSpec(
        title: Phrase("Home"),
        content: .lists([
          ListSpec(
            source: .feed(category: nil), limit: 12, filter: .carousel, isCarousel: true),
          ListSpec(
            heading: Phrase("Continue listening"), source: .recent, limit: 4, filter: .unfinished),
          ListSpec(heading: Phrase("Audio podcasts"), source: .podcasts(.audio), limit: 8),
          ListSpec(heading: Phrase("Movies"), source: .movies(.feature), limit: 6),
          ListSpec(heading: Phrase("Video podcasts"), source: .podcasts(.video), limit: 6),
          ListSpec(heading: Phrase("Kids Bible stories"), source: .movies(.kids), limit: 6),
          ListSpec(
            heading: Phrase("Recently played"), source: .recent, limit: 5,
            substitute: .podcasts(.audio)),
          ListSpec(heading: Phrase("Featured music"), source: .music, limit: 6, filter: .featured),
          ListSpec(heading: Phrase("Your playlists"), source: .playlists, limit: 4),
          ListSpec(heading: Phrase("Bible stories"), source: .stories, limit: 12),
          ListSpec(heading: Phrase("Coming events"), source: .events(.upcoming), limit: 4),
        ]),
        empty: Phrase("Nothing has been fetched yet. Press {refresh} to sync."))
    ])
}
