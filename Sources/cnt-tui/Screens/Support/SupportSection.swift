import SyncEngine

extension SectionSpec {
  /// One's own questions; for admins everybody's.
  static let support = SectionSpec(
    id: .support, title: Phrase("Support"), icon: "☏",
    tabs: [
      .list(
        Phrase("All"), .support(.all),
        empty: Phrase("No questions yet. Press {compose} to ask the people who run the platform.")),
      .list(Phrase("Open").inSense("question"), .support(.open), empty: Phrase("Nothing is open.")),
      .list(Phrase("Answered"), .support(.responded), empty: Phrase("Nothing answered is open.")),
      .list(Phrase("Closed"), .support(.closed), empty: Phrase("Nothing was closed.")),
    ])
}
