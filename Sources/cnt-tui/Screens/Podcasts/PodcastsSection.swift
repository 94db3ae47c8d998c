import SyncEngine

extension SectionSpec {
  static let podcasts = SectionSpec(
    id: .podcasts, title: Phrase("Podcasts"), icon: "◉",
    tabs: [
      .list(
        Phrase("All"), .podcasts(nil), empty: Phrase("No podcasts yet. Press {refresh} to sync.")),
      .list(
        Phrase("Audio"), .podcasts(.audio),
        empty: Phrase("No audio podcasts yet. Press {refresh} to sync.")),
      .list(Phrase("Video"), .podcasts(.video), empty: Phrase("No video podcasts yet.")),
    ])
}
