import SyncEngine

extension SectionSpec {
  static let music = SectionSpec(
    id: .music, title: Phrase("Music"), icon: "♪",
    tabs: [.list(Phrase("All"), .music, empty: Phrase("No music yet. Press {refresh} to sync."))])
}
