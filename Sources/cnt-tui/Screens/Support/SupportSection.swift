import SyncEngine

extension SectionSpec {
  /// One's own questions; for admins everybody's.
  static let support = SectionSpec(
    id: .support, title: "Support", icon: "☏",
    tabs: [
      .list(
        "All", .support(.all),
        empty: "No questions yet. Press {compose} to ask the people who run the platform."),
      .list("Open", .support(.open), empty: "Nothing is open."),
      .list("Answered", .support(.responded), empty: "Nothing answered is open."),
      .list("Closed", .support(.closed), empty: "Nothing was closed."),
    ])
}
