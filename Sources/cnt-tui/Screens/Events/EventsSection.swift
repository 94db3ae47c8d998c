import SyncEngine

extension SectionSpec {
  static let events = SectionSpec(
    id: .events, title: Phrase("Events"), icon: "◷",
    tabs: [
      .list(
        Phrase("Upcoming"), .events(.upcoming),
        empty: Phrase("No events are planned. Press {refresh} to sync.")),
      TabSpec(title: Phrase("Calendar"), content: .calendar, isFixed: true),
      .list(
        Phrase("Attending"), .events(.attending),
        empty: Phrase("Press {join} on an event to ask for a place.")),
      .list(Phrase("Hosting"), .events(.hosting), empty: Phrase("You host no events.")),
      .list(Phrase("Past"), .events(.past), empty: Phrase("No past events.")),
      .list(Phrase("All"), .events(.all), empty: Phrase("No events yet. Press {refresh} to sync.")),
    ])
}
