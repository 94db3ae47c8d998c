import SyncEngine

extension SectionSpec {
  static let bible = SectionSpec(
    id: .bible, title: "Bible", icon: "✝",
    tabs: [
      .list("Stories", .stories, empty: "No Bible stories yet. Press R to sync."),
      .list("Documents", .documents, empty: "No documents yet."),
    ])
}
