import SyncEngine

extension SectionSpec {
  static let artists = SectionSpec(
    id: .artists, title: Phrase("Artists"), icon: "♫",
    tabs: [
      .list(Phrase("All"), .artists, empty: Phrase("No artists yet. Press {refresh} to sync."))
    ])
}
