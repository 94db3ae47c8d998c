/// A short film: a moving picture made by ffmpeg's own sources, and a reading over it.
struct Film: Sendable {
  let slug: String
  let title: String
  let passages: [String]
  let description: String
  let director: String
  let cast: String
  let year: Int
  let rating: Double
  let reader: Person
  /// An ffmpeg source graph of 640x360 at 20 frames a second; it never ends.
  let picture: String
  /// Whether it belongs to the children's list.
  let isForChildren: Bool
  /// Hours before now.
  let age: Int
  var isFeatured = false

  private static let size = "s=640x360:r=20"

  static let published = [
    Film(
      slug: "let-there-be-light", title: "Let There Be Light", passages: ["Genesis 1:1-5"],
      description: "The first day. Darkness, water, and a word.", director: "Miriam Haddad",
      cast: #"["Samuel Adeyemi (voice)"]"#, year: 2025, rating: 8.4, reader: .samuel,
      picture:
        "gradients=\(size):c0=0x050308:c1=0xE6C49A:c2=0x2D2520:n=3:speed=0.02",
      isForChildren: false, age: 900, isFeatured: true),
    Film(
      slug: "valley-of-the-shadow", title: "The Valley of the Shadow", passages: ["Psalms 23:1-6"],
      description: "Psalm 23 as a walk from green pastures to the house.",
      director: "Daniel Kim", cast: "Grace Okafor, Tobias Lindqvist", year: 2024, rating: 7.9,
      reader: .miriam,
      picture:
        "gradients=\(size):c0=0x16A34A:c1=0x2D2520:c2=0xD4A574:n=3:speed=0.015:type=radial",
      isForChildren: false, age: 500),
    Film(
      slug: "noahs-rainbow", title: "Noah’s Rainbow", passages: ["Genesis 9:12-17"],
      description: "Rain, a boat, and a bow in the cloud. For children from four.",
      director: "Lucía Fernández", cast: #"["Lucía Fernández (voice)"]"#, year: 2025, rating: 9,
      reader: .lucia,
      picture:
        "color=c=0x3B82F6:\(size),drawbox=x='60+mod(t*40,640)-60':y='230+10*sin(t*2)':w=120:h=46"
        + ":color=0x6B5A3F:t=fill,drawbox=x=0:y=272:w=640:h=88:color=0x2563EB:t=fill",
      isForChildren: true, age: 300),
    Film(
      slug: "the-lost-sheep", title: "The Lost Sheep", passages: ["Luke 15:3-7"],
      description: "Ninety-nine in the fold, and one that the shepherd goes to find.",
      director: "Lucía Fernández", cast: "Daniel Kim", year: 2026, rating: 8.7, reader: .daniel,
      picture:
        "color=c=0x4ADE80:\(size),drawbox=x='20+mod(t*60,600)':y='180+30*sin(t)':w=40:h=28"
        + ":color=0xF7F5F2:t=fill,drawbox=x=0:y=300:w=640:h=60:color=0x16A34A:t=fill",
      isForChildren: true, age: 150),
  ]

  /// Films that wait for an admin.
  static let pending = [
    Film(
      slug: "the-sower", title: "The Sower", passages: ["Matthew 13:3-9"],
      description: "Four soils in one minute. My first film.", director: "Grace Okafor",
      cast: "Grace Okafor", year: 2026, rating: 7, reader: .grace,
      picture: "gradients=\(size):c0=0x6B5A3F:c1=0xFBBF24:n=2:speed=0.02", isForChildren: false,
      age: 7),
    Film(
      slug: "still-the-storm", title: "Peace, Be Still", passages: ["Mark 4:37-41"],
      description: "The storm on the lake, for the children’s hour.", director: "Tobias Lindqvist",
      cast: "Tobias Lindqvist", year: 2026, rating: 6.5, reader: .tobias,
      picture: "gradients=\(size):c0=0x2D2520:c1=0x3B82F6:n=2:speed=0.05",
      isForChildren: true, age: 22),
  ]
}
