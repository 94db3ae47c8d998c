import SyncEngine

extension SectionSpec {
  static let music = SectionSpec(
    id: .music, title: "Music", icon: "♪",
    tabs: [.list("All", .music, empty: "No music yet. Press {refresh} to sync.")])
}
