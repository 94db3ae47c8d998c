import SyncEngine

extension SectionSpec {
  static let bible = SectionSpec(
    id: .bible, title: Phrase("Bible"), icon: "✝",
    tabs: [
      .list(
        Phrase("Stories"), .stories, empty: Phrase("No Bible stories yet. Press {refresh} to sync.")
      ),
      .list(Phrase("Documents"), .documents, empty: Phrase("No documents yet.")),
      TabSpec(
        title: Phrase("King James"), content: .scripture,
        empty:
          Phrase(
            "Enter opens the King James Bible where you stopped reading; # goes to a place such as "
              + "john 3:16, or finds words.")),
    ])
}
