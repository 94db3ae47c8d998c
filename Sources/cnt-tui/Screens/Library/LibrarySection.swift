import SyncEngine

extension SectionSpec {
  static let library = SectionSpec(
    id: .library, title: "Library", icon: "★",
    tabs: [
      .list("Recent", .recent, empty: "What you play appears here."),
      .list(
        "Favourites", .favorites, empty: "Press {favorite} on anything you like to keep it here."),
      .list("Playlists", .playlists, empty: "No playlists yet."),
      TabSpec(
        title: "Downloads", content: .downloads,
        empty:
          "Press {download} on anything you can play to keep it here, for when there is no network."
      ),
      TabSpec(title: "Outbox", content: .outbox, empty: "Everything you did has been sent."),
    ])
}
