import SyncEngine

extension SectionSpec {
  static let movies = SectionSpec(
    id: .movies, title: "Movies", icon: "▶",
    tabs: [
      .list("All", .movies(nil), empty: "No movies yet. Press {refresh} to sync."),
      .list("Featured", .movies(nil), filter: .featured, empty: "No featured movies."),
      .list("Movies", .movies(.feature), empty: "No movies yet. Press {refresh} to sync."),
      .list("Kids Bible stories", .movies(.kids), empty: "No animated Bible stories yet."),
    ])
}
