import SyncEngine

extension SectionSpec {
  static let home = SectionSpec(
    id: .home, title: "Home", icon: "⌂",
    tabs: [
      TabSpec(
        title: "Home",
        content: .lists([
          ListSpec(heading: "Continue listening", source: .recent, limit: 4),
          ListSpec(heading: "New podcasts", source: .podcasts(nil), limit: 6),
          ListSpec(heading: "From the community", source: .feed(category: nil), limit: 5),
          ListSpec(heading: "Movies", source: .movies(.feature), limit: 4),
          ListSpec(heading: "For children", source: .movies(.kids), limit: 4),
          ListSpec(heading: "Coming events", source: .events(.upcoming), limit: 4),
          ListSpec(heading: "Music", source: .music, limit: 4),
        ]),
        empty: "Nothing has been fetched yet. Press R to sync.")
    ])
}
