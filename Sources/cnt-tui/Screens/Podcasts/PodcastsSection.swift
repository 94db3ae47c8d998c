import SyncEngine

extension SectionSpec {
  static let podcasts = SectionSpec(
    id: .podcasts, title: "Podcasts", icon: "◉",
    tabs: [
      .list("All", .podcasts(nil), empty: "No podcasts yet. Press {refresh} to sync."),
      .list("Audio", .podcasts(.audio), empty: "No audio podcasts yet. Press {refresh} to sync."),
      .list("Video", .podcasts(.video), empty: "No video podcasts yet."),
    ])
}
