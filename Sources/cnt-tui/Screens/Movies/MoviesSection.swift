import SyncEngine

extension SectionSpec {
  static let movies = SectionSpec(
    id: .movies, title: Phrase("Movies"), icon: "▶",
    tabs: [
      .list(Phrase("All"), .movies(nil), empty: Phrase("No movies yet. Press {refresh} to sync.")),
      .list(
        Phrase("Featured"), .movies(nil), filter: .featured, empty: Phrase("No featured movies.")),
      .list(
        Phrase("Movies"), .movies(.feature),
        empty: Phrase("No movies yet. Press {refresh} to sync.")),
      .list(
        Phrase("Kids Bible stories"), .movies(.kids),
        empty: Phrase("No animated Bible stories yet.")),
    ])
}
