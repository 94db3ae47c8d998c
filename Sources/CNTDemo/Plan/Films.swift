extension Film {
  /// Two for children and two features.
  static let published = [creation, ark, shepherd, samaritan]

  /// Films that wait for an admin.
  static let pending = [lilies, nightWatch]

  private static let creation = Film(
    slug: "creation", title: "Let There Be Light",
    description: "The first days of the world, told for small people with big eyes.",
    scenes: [
      Scene("Genesis 1:1-3", .dawn),
      Scene(
        "Genesis 1:9-10", .sea(night: false),
        [
          Sprite("☁", size: 120, color: "FFFFFF", x: "-90+22*t", y: "10", alpha: "0.85"),
          Sprite("☁", size: 80, color: "FFFFFF", x: "330+14*t", y: "40", alpha: "0.7"),
          Sprite("▲", size: 250, color: "6B7A4A", x: "330", y: "260-min(120,t*18)"),
        ]),
      Scene(
        "Genesis 1:16-18", .drifting("0B1030", "243B6B"),
        Sprite.stars(26) + [Sprite("☾", size: 110, color: "F7F5F2", x: "470-8*t", y: "120-6*t")]),
    ],
    reader: .lucia, director: .lucia, cast: #"["Lucía Fernández (voice)"]"#, isForChildren: true,
    rating: 8.6, year: 2024, age: 900, isFeatured: true, hasPreview: true)

  private static let ark = Film(
    slug: "noah", title: "Noah’s Rainbow",
    description: "Rain, a dove, and a promise in seven colours. For children from four.",
    scenes: [
      Scene(
        "Genesis 7:17-18", .rain,
        [
          Sprite("◣", size: 120, color: "5A3E28", x: "290+12*t", y: "205+10*sin(t*1.4)"),
          Sprite("■", size: 120, color: "5A3E28", x: "208+12*t", y: "205+10*sin(t*1.4)"),
          Sprite("◢", size: 120, color: "5A3E28", x: "122+12*t", y: "205+10*sin(t*1.4)"),
          Sprite("▲", size: 90, color: "92775B", x: "215+12*t", y: "150+10*sin(t*1.4)"),
        ]),
      Scene(
        "Genesis 8:10-11", .sea(night: false),
        [
          Sprite("☀", size: 150, color: "FFE9A0", x: "430", y: "10"),
          Sprite("v", size: 70, color: "FFFFFF", x: "-40+52*t", y: "110+22*sin(t*2.2)"),
          Sprite("❧", size: 34, color: "5E8C3A", x: "-2+52*t", y: "150+22*sin(t*2.2)"),
        ]),
      Scene(
        "Genesis 9:12-13", .rainbow,
        [Sprite("☁", size: 110, color: "FFFFFF", x: "-40+12*t", y: "6", alpha: "0.9")]),
    ],
    reader: .grace, director: .lucia, cast: "Grace Okafor", isForChildren: true, rating: 8,
    year: 2025, age: 520)

  private static let shepherd = Film(
    slug: "still-waters", title: "Beside the Still Waters",
    description: "Psalm 23 from morning to night, in three pictures.",
    scenes: [
      Scene(
        "Psalms 23:1-2", .drifting("BFD8E6", "E6C49A"),
        Sprite.hills + [
          Sprite("☁", size: 60, color: "FFFFFF", x: "150-5*t", y: "225"),
          Sprite("☁", size: 46, color: "FFFFFF", x: "250-7*t", y: "245"),
          Sprite("☁", size: 70, color: "FFFFFF", x: "400-9*t", y: "235"),
        ]),
      Scene(
        "Psalms 23:4-4", .drifting("14181F", "3A3346"),
        [
          Sprite("◤", size: 420, color: "0B0D12", x: "-60-2*t", y: "-40"),
          Sprite("◥", size: 420, color: "0B0D12", x: "360+2*t", y: "-40"),
          Sprite("✦", size: 60, color: "FFE9A0", x: "290", y: "60", alpha: "0.6+0.4*sin(t*2)"),
        ]),
      Scene(
        "Psalms 23:5-6", .drifting("6B3F2A", "D4A574"),
        Sprite.stars(10) + [
          Sprite("⌂", size: 190, color: "2D2520", x: "400-4*t", y: "130"),
          Sprite("■", size: 26, color: "FFE9A0", x: "458-4*t", y: "236", alpha: "0.8+0.2*sin(t*7)"),
        ]),
    ],
    reader: .miriam, director: .miriam, cast: #"["Miriam Haddad (voice)", "Daniel Kim (organ)"]"#,
    isForChildren: false, rating: 9, year: 2025, age: 300, isFeatured: true, hasPreview: true)

  private static let samaritan = Film(
    slug: "samaritan", title: "Which Now of These Three",
    description: "A road, a wounded man and the one who stopped. Luke 10, without ornament.",
    scenes: [
      Scene(
        "Luke 10:30-30", .drifting("D4A574", "92775B"),
        Sprite.hills + [Sprite("♟", size: 120, color: "2D2520", x: "40+22*t", y: "150")]),
      Scene(
        "Luke 10:31-32", .drifting("C4B8A8", "8B7355"),
        [
          Sprite("▬", size: 120, color: "2D2520", x: "270", y: "230"),
          Sprite("♝", size: 130, color: "5A4F47", x: "-100+62*t", y: "60"),
        ]),
      Scene(
        "Luke 10:33-34", .drifting("E6C49A", "B8935A"),
        [
          Sprite("▬", size: 120, color: "2D2520", x: "270", y: "230"),
          Sprite("♞", size: 150, color: "6B5A3F", x: "700-min(310,t*48)", y: "130"),
          Sprite(
            "♥", size: 56, color: "B5402F", x: "310", y: "190-4*t", alpha: "min(1,max(0,t-7))"),
        ]),
    ],
    reader: .daniel, director: .tobias, cast: "Daniel Kim, Grace Okafor", isForChildren: false,
    rating: 7.9, year: 2023, age: 96)

  private static let lilies = Film(
    slug: "lilies", title: "Consider the Lilies",
    description: "A few seconds about not worrying. For the children’s corner.",
    scenes: [
      Scene(
        "Matthew 6:28-29", .drifting("BFD8E6", "9BBF7A"),
        Sprite.hills + [
          Sprite("✿", size: 90, color: "FCFAF8", x: "140", y: "190+6*sin(t*1.7)"),
          Sprite("❀", size: 110, color: "F7C6D0", x: "300", y: "180+6*sin(t*1.3+1)"),
          Sprite("✿", size: 80, color: "FFE9A0", x: "470", y: "205+6*sin(t*1.9+2)"),
        ])
    ],
    reader: .lucia, director: .lucia, cast: "Lucía Fernández", isForChildren: true, rating: 7,
    year: 2026, age: 6)

  private static let nightWatch = Film(
    slug: "night-watch", title: "Night Watch",
    description: "Shepherds abiding in the field: a study for a longer Christmas film.",
    scenes: [
      Scene(
        "Luke 2:8-9", .drifting("0B1030", "16213F"),
        Sprite.stars(18) + [
          Sprite("✦", size: 130, color: "FFF4CC", x: "260", y: "20", alpha: "min(1,t/6)")
        ])
    ],
    reader: .tobias, director: .tobias, cast: "", isForChildren: false, rating: 7.4, year: 2026,
    age: 33)
}
