import SyncEngine

extension SectionSpec {
  static let library = SectionSpec(
    id: .library, title: Phrase("Library"), icon: "★",
    tabs: [
      .list(Phrase("Recent"), .recent, empty: Phrase("What you play appears here.")),
      .list(
        Phrase("Favourites"), .favorites,
        empty: Phrase("Press {favorite} on anything you like to keep it here.")),
      .list(Phrase("Playlists"), .playlists, empty: Phrase("No playlists yet.")),
      TabSpec(
        title: Phrase("Downloads"), content: .downloads,
        empty:
          Phrase(
            "Press {download} on anything you can play to keep it here, for when there is no network."
          )
      ),
      TabSpec(
        title: Phrase("Outbox"), content: .outbox,
        empty: Phrase("Everything you did has been sent.")),
    ])
}
