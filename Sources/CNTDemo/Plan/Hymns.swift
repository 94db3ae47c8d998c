/// A hymn of the public domain: its tune, its words and how it is played.
struct Hymn: Sendable {
  let slug: String
  let title: String
  let artist: String
  let genre: String
  let tuneName: String
  let lyrics: String
  let tune: Tune
  let settings: [Synthesizer.Setting]
  var isFeatured = false

  static let album = "Hymns at Home"

  static let all = [oldHundredth, newBritain, hymnToJoy, eventide, antioch, silentNight]

  /// Genevan Psalter, 1551; words by William Kethe, 1561.
  private static let oldHundredth = Hymn(
    slug: "old-hundredth", title: "All People That on Earth Do Dwell", artist: "Daniel Kim",
    genre: "Hymns", tuneName: "Old Hundredth",
    lyrics: """
      All people that on earth do dwell,
      Sing to the Lord with cheerful voice;
      Him serve with fear, his praise forth tell,
      Come ye before him and rejoice.

      The Lord, ye know, is God indeed;
      Without our aid he did us make;
      We are his folk, he doth us feed,
      And for his sheep he doth us take.

      For why? the Lord our God is good,
      His mercy is for ever sure;
      His truth at all times firmly stood,
      And shall from age to age endure.
      """,
    tune: Tune(
      key: 67, beatsPerMinute: 104,
      melody: """
        1:2 1:1 7,:1 6,:1 5,:1 1:2 2:2 3:2
        3:2 3:1 3:1 2:1 1:1 4:2 3:2 2:2
        1:2 2:1 3:1 2:1 1:1 6,:2 7,:2 1:2
        5:2 3:1 1:1 2:1 4:1 3:2 2:2 1:4
        """,
      chords: """
        1:2 1:1 5:1 6m:1 3m:1 6m:2 5:2 1:2
        1:2 6m:1 1:1 5:1 6m:1 4:2 1:2 5:2
        1:2 5:1 1:1 5:1 6m:1 4:2 5:2 1:2
        1:2 1:1 6m:1 2m:1 4:1 1:2 5:2 1:4
        """),
    settings: [.plain, .full, .broken], isFeatured: true)

  /// Columbian Harmony, 1829; words by John Newton, 1779.
  private static let newBritain = Hymn(
    slug: "new-britain", title: "Amazing Grace", artist: "Lucía Fernández", genre: "Gospel",
    tuneName: "New Britain",
    lyrics: """
      Amazing grace! how sweet the sound
      That saved a wretch like me!
      I once was lost, but now am found,
      Was blind, but now I see.

      ’Twas grace that taught my heart to fear,
      And grace my fears relieved;
      How precious did that grace appear
      The hour I first believed!

      Through many dangers, toils and snares,
      I have already come;
      ’Tis grace hath brought me safe thus far,
      And grace will lead me home.
      """,
    tune: Tune(
      key: 67, beatsPerMinute: 92,
      melody: """
        5,:1 1:2 3:.5 1:.5 3:2 2:1 1:2 6,:1 5,:2
        5,:1 1:2 3:.5 1:.5 3:2 2:1 5:3 5:2
        3:1 5:1.5 3:.5 5:.5 3:.5 1:2 5,:1 6,:1.5 1:.5 1:.5 6,:.5 5,:2
        5,:1 1:2 3:.5 1:.5 3:2 2:1 1:3 1:2
        """,
      chords: """
        1:1 1:3 1:3 4:3 1:2
        1:1 1:3 6m:3 5:3 5:2
        1:1 1:3 1:3 4:3 1:2
        1:1 1:3 5:3 1:3 1:2
        """),
    settings: [.plain, .full], isFeatured: true)

  /// Ludwig van Beethoven, 1824; words by Henry van Dyke, 1907.
  private static let hymnToJoy = Hymn(
    slug: "hymn-to-joy", title: "Joyful, Joyful, We Adore Thee",
    artist: "Christ New Tabernacle Choir",
    genre: "Worship", tuneName: "Hymn to Joy",
    lyrics: """
      Joyful, joyful, we adore thee,
      God of glory, Lord of love;
      Hearts unfold like flowers before thee,
      Opening to the sun above.
      Melt the clouds of sin and sadness,
      Drive the dark of doubt away;
      Giver of immortal gladness,
      Fill us with the light of day!
      """,
    tune: Tune(
      key: 67, beatsPerMinute: 120,
      melody: """
        3:1 3:1 4:1 5:1 5:1 4:1 3:1 2:1 1:1 1:1 2:1 3:1 3:1.5 2:.5 2:2
        3:1 3:1 4:1 5:1 5:1 4:1 3:1 2:1 1:1 1:1 2:1 3:1 2:1.5 1:.5 1:2
        2:1 2:1 3:1 1:1 2:1 3:.5 4:.5 3:1 1:1 2:1 3:.5 4:.5 3:1 2:1 1:1 2:1 5,:2
        3:1 3:1 4:1 5:1 5:1 4:1 3:1 2:1 1:1 1:1 2:1 3:1 2:1.5 1:.5 1:2
        """,
      chords: """
        1:4 5:4 1:4 1:2 5:2
        1:4 5:4 1:4 5:2 1:2
        5:2 1:2 5:2 1:2 5:2 1:1 5:1 6m:1 2:1 5:2
        1:4 5:4 1:4 5:2 1:2
        """),
    settings: [.full, .broken])

  /// William Henry Monk, 1861; words by Henry Francis Lyte, 1847.
  private static let eventide = Hymn(
    slug: "eventide", title: "Abide with Me", artist: "Christ New Tabernacle Choir", genre: "Choir",
    tuneName: "Eventide",
    lyrics: """
      Abide with me; fast falls the eventide;
      The darkness deepens; Lord, with me abide;
      When other helpers fail, and comforts flee,
      Help of the helpless, O abide with me.

      Swift to its close ebbs out life’s little day;
      Earth’s joys grow dim, its glories pass away;
      Change and decay in all around I see;
      O thou who changest not, abide with me.
      """,
    tune: Tune(
      key: 63, beatsPerMinute: 96,
      melody: """
        3:2 3:1 2:1 1:2 5:2 6:1 5:1 5:1 4:1 3:4
        3:2 4:1 5:1 6:2 5:2 4:1 2:1 3:1 4#:1 5:4
        3:2 3:1 2:1 1:2 5:2 5:1 4:1 4:1 3:1 2:4
        2:2 3:1 4:1 3:1 2:1 1:1 4:1 3:2 2:2 1:4
        """,
      chords: """
        1:3 5:1 6m:2 1:2 4:1 1:1 5:2 1:4
        1:2 1:2 4:2 1:2 5:2 6m:1 2:1 5:4
        1:3 5:1 6m:2 1:2 5:2 4:1 1:1 5:4
        5:2 1:1 4:1 1:1 5:1 6m:1 4:1 1:2 5:2 1:4
        """),
    settings: [.full, .full])

  /// Lowell Mason, 1839; words by Isaac Watts, 1719.
  private static let antioch = Hymn(
    slug: "antioch", title: "Joy to the World", artist: "Daniel Kim", genre: "Contemporary",
    tuneName: "Antioch",
    lyrics: """
      Joy to the world! the Lord is come;
      Let earth receive her King;
      Let every heart prepare him room,
      And heaven and nature sing.

      Joy to the earth! the Saviour reigns;
      Let men their songs employ;
      While fields and floods, rocks, hills and plains
      Repeat the sounding joy.
      """,
    tune: Tune(
      key: 62, beatsPerMinute: 84,
      melody: """
        1':1 7:.75 6:.25 5:1.5 4:.5 3:1 2:1 1:1.5 5:.5
        6:1.5 6:.5 7:1.5 7:.5 1':1.5 1':.5
        1':.5 7:.5 6:.5 5:.5 5:.75 4:.25 3:.5 1':.5 1':.5 7:.5 6:.5 5:.5 5:.75 4:.25 3:.5 3:.5
        3:.5 3:.5 3:.5 3:.25 4:.25 5:1.5 4:.25 3:.25 2:.5 2:.5 2:.5 2:.25 3:.25 4:1.5 3:.25 2:.25
        1:.5 1':1 6:.5 5:.75 4:.25 3:.5 4:.5 3:1 2:1 1:2
        """,
      chords: """
        1:2 1:2 1:1 5:1 1:2
        4:2 5:2 1:2
        1:2 1:2 1:2 1:2
        1:2 1:2 5:2 5:2
        1:1 4:1 1:2 1:1 5:1 1:2
        """),
    settings: [.broken, .full])

  /// Franz Xaver Gruber, 1818; words by Joseph Mohr, put into English by John Freeman Young, 1859.
  private static let silentNight = Hymn(
    slug: "stille-nacht", title: "Silent Night", artist: "Miriam Haddad", genre: "Instrumental",
    tuneName: "Stille Nacht",
    lyrics: """
      Silent night! holy night!
      All is calm, all is bright
      Round yon virgin mother and child!
      Holy infant, so tender and mild,
      Sleep in heavenly peace!

      Stille Nacht, heilige Nacht,
      alles schläft, einsam wacht
      nur das traute, hochheilige Paar.
      Holder Knabe im lockigen Haar,
      schlaf in himmlischer Ruh!
      """,
    tune: Tune(
      key: 60, beatsPerMinute: 100,
      melody: """
        5:1.5 6:.5 5:1 3:3 5:1.5 6:.5 5:1 3:3 2':2 2':1 7:3 1':2 1':1 5:3
        6:2 6:1 1':1.5 7:.5 6:1 5:1.5 6:.5 5:1 3:3
        6:2 6:1 1':1.5 7:.5 6:1 5:1.5 6:.5 5:1 3:3
        2':2 2':1 4':1.5 2':.5 7:1 1':3 3':3 1':1.5 5:.5 3:1 5:1.5 4:.5 2:1 1:3 1:3
        """,
      chords: """
        1:3 1:3 1:3 1:3 5:3 5:3 1:3 1:3
        4:3 4:3 1:3 1:3 4:3 4:3 1:3 1:3
        5:3 5:3 1:3 1:3 1:3 5:3 1:3 1:3
        """),
    settings: [.broken])
}
