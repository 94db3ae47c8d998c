import SyncEngine

extension SectionSpec {
  static let artists = SectionSpec(
    id: .artists, title: "Artists", icon: "♫",
    tabs: [.list("All", .artists, empty: "No artists yet. Press {refresh} to sync.")])
}
