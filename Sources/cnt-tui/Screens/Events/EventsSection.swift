import SyncEngine

extension SectionSpec {
  static let events = SectionSpec(
    id: .events, title: "Events", icon: "◷",
    tabs: [
      .list(
        "Upcoming", .events(.upcoming), empty: "No events are planned. Press {refresh} to sync."),
      TabSpec(title: "Calendar", content: .calendar, isFixed: true),
      .list(
        "Attending", .events(.attending), empty: "Press {join} on an event to ask for a place."),
      .list("Hosting", .events(.hosting), empty: "You host no events."),
      .list("Past", .events(.past), empty: "No past events."),
      .list("All", .events(.all), empty: "No events yet. Press {refresh} to sync."),
    ])
}
