/// A gathering of the demo: days from today, the hour, and who comes.
struct Gathering: Sendable {
  let title: String
  let description: String
  let location: String
  /// Days from today; negative is past.
  let day: Int
  let hour: Int
  let places: Int
  let host: Person
  /// Who asked to come, with the host's answer.
  let guests: [(Person, String)]
  var status = "published"

  static let all: [Gathering] = [
    Gathering(
      title: "Carols by candlelight", description: "Bring a candle and, if you have one, a voice.",
      location: "Main hall", day: 26, hour: 18, places: 120, host: .samuel,
      guests: [(.miriam, "approved"), (.daniel, "approved"), (.lucia, "approved")]),
    Gathering(
      title: "Soup kitchen", description: "We cook at four, we serve at six, we wash up at eight.",
      location: "Community kitchen", day: 4, hour: 16, places: 12, host: .lucia,
      guests: [(.grace, "approved"), (.tobias, "approved"), (.daniel, "pending")]),
    Gathering(
      title: "Bible evening: Ruth", description: "All four chapters, read in turns. No homework.",
      location: "Library", day: 2, hour: 19, places: 20, host: .miriam,
      guests: [(.grace, "pending"), (.tobias, "approved")]),
    Gathering(
      title: "Organ and silence", description: "Thirty minutes of music, thirty of nothing.",
      location: "Main hall", day: 9, hour: 20, places: 0, host: .daniel,
      guests: [(.miriam, "approved")]),
    Gathering(
      title: "Winter coat exchange", description: "Leave one, take one. Children’s sizes wanted.",
      location: "Foyer", day: 12, hour: 10, places: 0, host: .grace,
      guests: [(.lucia, "approved"), (.miriam, "pending")]),
    Gathering(
      title: "Repair café", description: "Chairs, lamps, bicycles. Bring the screws, too.",
      location: "Workshop behind the hall", day: 18, hour: 14, places: 15, host: .tobias,
      guests: [(.daniel, "approved")]),
    Gathering(
      title: "New Year’s retreat",
      description: "Two days in the hills: walking, reading, sleeping.",
      location: "House Elim", day: 38, hour: 15, places: 24, host: .samuel,
      guests: [(.grace, "approved"), (.lucia, "approved"), (.tobias, "pending")]),
    Gathering(
      title: "Harvest supper", description: "Long tables, many pumpkins.", location: "Main hall",
      day: -40, hour: 18, places: 80, host: .samuel,
      guests: [(.grace, "approved"), (.miriam, "approved"), (.daniel, "approved")]),
    Gathering(
      title: "Baptism in the lake", description: "It was cold, and nobody minded.",
      location: "North shore", day: -75, hour: 11, places: 0, host: .miriam,
      guests: [(.lucia, "approved"), (.tobias, "approved")]),
    Gathering(
      title: "Choir workshop", description: "Four parts, two days, one Magnificat.",
      location: "Choir room", day: -12, hour: 9, places: 30, host: .daniel,
      guests: [(.grace, "approved"), (.lucia, "rejected")]),
  ]

  /// Gatherings that wait for an admin.
  static let pending: [Gathering] = [
    Gathering(
      title: "Night walk with psalms", description: "Eight kilometres, five stops, one torch each.",
      location: "Car park at the forest", day: 15, hour: 21, places: 25, host: .grace, guests: [],
      status: "pending"),
    Gathering(
      title: "Language exchange", description: "Arabic, Spanish, Korean, Swedish. And tea.",
      location: "Library", day: 21, hour: 17, places: 16, host: .miriam, guests: [],
      status: "pending"),
    Gathering(
      title: "Chess for beginners", description: "Against Tobias everybody is a beginner.",
      location: "Foyer", day: 8, hour: 15, places: 8, host: .tobias, guests: [],
      status: "pending"),
  ]
}
