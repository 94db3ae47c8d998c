import SyncEngine

extension SectionSpec {
  static let bible = SectionSpec(
    id: .bible, title: "Bible", icon: "✝",
    tabs: [
      .list("Stories", .stories, empty: "No Bible stories yet. Press {refresh} to sync."),
      .list("Documents", .documents, empty: "No documents yet."),
      TabSpec(
        title: "King James", content: .scripture,
        empty:
          "Enter opens the King James Bible where you stopped reading; # goes to a place such as "
          + "john 3:16, or finds words."),
    ])
}
