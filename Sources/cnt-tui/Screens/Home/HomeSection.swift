import SyncEngine

extension SectionSpec {
  /// The sections stand in the web client's order; what was begun comes before them.
  static let home = SectionSpec(
    id: .home, title: "Home", icon: "⌂",
    tabs: [
      TabSpec(
        title: "Home",
        content: .lists([
          ListSpec(
            source: .feed(category: nil), limit: 12, filter: .carousel, isCarousel: true),
          ListSpec(
            heading: "Continue listening", source: .recent, limit: 4, filter: .unfinished),
          ListSpec(heading: "Audio podcasts", source: .podcasts(.audio), limit: 8),
          ListSpec(heading: "Movies", source: .movies(.feature), limit: 6),
          ListSpec(heading: "Video podcasts", source: .podcasts(.video), limit: 6),
          ListSpec(heading: "Kids Bible stories", source: .movies(.kids), limit: 6),
          ListSpec(
            heading: "Recently played", source: .recent, limit: 5,
            substitute: .podcasts(.audio)),
          ListSpec(heading: "Featured music", source: .music, limit: 6, filter: .featured),
          ListSpec(heading: "Your playlists", source: .playlists, limit: 4),
          ListSpec(heading: "Bible stories", source: .stories, limit: 12),
          ListSpec(heading: "Coming events", source: .events(.upcoming), limit: 4),
        ]),
        empty: "Nothing has been fetched yet. Press {refresh} to sync.")
    ])
}
