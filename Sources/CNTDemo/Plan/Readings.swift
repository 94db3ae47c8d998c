/// A reading aloud that becomes a podcast.
struct Reading: Sendable {
  let slug: String
  let title: String
  let passages: [String]
  let description: String
  let reader: Person
  let categoryID: Int
  /// Hours before now.
  let age: Int
  /// Whether it is a film to watch instead of a recording to hear.
  var hasPicture = false

  /// Where the recording is, below the media folder.
  var audioURL: String { "/media/audio/\(slug).mp3" }
  var coverName: String { "reading-\(slug).jpg" }

  /// Readings that everybody sees: twelve to hear, two to watch.
  static let published = [
    Reading(
      slug: "in-the-beginning", title: "In the Beginning", passages: ["Genesis 1:1-19"],
      description: "The first four days of creation, read slowly. For the first week of the year.",
      reader: .samuel, categoryID: 2, age: 1310),
    Reading(
      slug: "whither-thou-goest", title: "Whither Thou Goest", passages: ["Ruth 1:1-18"],
      description: "Naomi, Orpah and Ruth at the border. A story about staying.",
      reader: .miriam, categoryID: 2, age: 1150),
    Reading(
      slug: "my-shepherd", title: "The Lord Is My Shepherd",
      passages: ["Psalms 23:1-6", "Psalms 121:1-8"],
      description: "Two psalms for the road, one for the valley and one for the hills.",
      reader: .miriam, categoryID: 3, age: 980),
    Reading(
      slug: "trust-in-the-lord", title: "Trust in the Lord", passages: ["Proverbs 3:1-18"],
      description: "A father’s advice, and why wisdom is worth more than rubies.",
      reader: .daniel, categoryID: 1, age: 845),
    Reading(
      slug: "a-time-to-every-purpose", title: "A Time to Every Purpose",
      passages: ["Ecclesiastes 3:1-15"],
      description: "To every thing there is a season. Good company on a slow morning.",
      reader: .tobias, categoryID: 3, age: 700),
    Reading(
      slug: "comfort-ye", title: "Comfort Ye My People",
      passages: ["Isaiah 40:1-11", "Isaiah 40:27-31"],
      description: "They that wait upon the Lord shall renew their strength.",
      reader: .samuel, categoryID: 1, age: 590),
    Reading(
      slug: "beatitudes", title: "The Beatitudes", passages: ["Matthew 5:1-16"],
      description: "The opening of the Sermon on the Mount: who is blessed, and what salt is for.",
      reader: .lucia, categoryID: 1, age: 470),
    Reading(
      slug: "a-certain-man", title: "A Certain Man Had Two Sons", passages: ["Luke 15:11-32"],
      description: "The parable of the prodigal son, and of the brother who stayed at home.",
      reader: .daniel, categoryID: 6, age: 360),
    Reading(
      slug: "the-word", title: "The Word Was Made Flesh", passages: ["John 1:1-18"],
      description: "The prologue of John. Listen for the light.",
      reader: .miriam, categoryID: 6, age: 262),
    Reading(
      slug: "more-than-conquerors", title: "More Than Conquerors", passages: ["Romans 8:26-39"],
      description: "What shall separate us? Paul’s list, and his answer.",
      reader: .tobias, categoryID: 4, age: 170),
    Reading(
      slug: "charity", title: "The Greatest of These", passages: ["1Corinthians 13:1-13"],
      description: "The chapter on charity, whole. Read at many weddings, meant for every day.",
      reader: .lucia, categoryID: 5, age: 76),
    Reading(
      slug: "all-things-new", title: "All Things New",
      passages: ["Revelation 21:1-7", "Revelation 22:1-5"],
      description: "No more tears, a river and a tree with leaves for the healing of the nations.",
      reader: .samuel, categoryID: 5, age: 20),
    Reading(
      slug: "what-is-man", title: "Psalm 8 at Nightfall", passages: ["Psalms 8:1-9"],
      description: "When I consider thy heavens. With pictures, to be watched in the dark.",
      reader: .miriam, categoryID: 5, age: 410, hasPicture: true),
    Reading(
      slug: "think-on-these-things", title: "Think on These Things",
      passages: ["Philippians 4:4-13"],
      description: "Paul writes from prison about joy. A short morning devotional to watch.",
      reader: .daniel, categoryID: 3, age: 118, hasPicture: true),
  ]

  /// Readings that wait for an admin.
  static let pending = [
    Reading(
      slug: "still-small-voice", title: "A Still Small Voice", passages: ["1Kings 19:9-13"],
      description: "My first recording. Elijah on the mountain.",
      reader: .grace, categoryID: 3, age: 3),
    Reading(
      slug: "our-father", title: "After This Manner Pray", passages: ["Matthew 6:9-15"],
      description: "The Lord’s Prayer for the Wednesday group.",
      reader: .lucia, categoryID: 4, age: 9),
    Reading(
      slug: "make-a-joyful-noise", title: "Make a Joyful Noise", passages: ["Psalms 100:1-5"],
      description: "Psalm 100, to open a service with.",
      reader: .daniel, categoryID: 5, age: 15),
    Reading(
      slug: "fruit-of-the-spirit", title: "The Fruit of the Spirit",
      passages: ["Galatians 5:22-26"],
      description: "Nine words to learn by heart this week.",
      reader: .tobias, categoryID: 2, age: 27),
    Reading(
      slug: "lamp-unto-my-feet", title: "A Lamp unto My Feet", passages: ["Psalms 119:105-112"],
      description: "From the longest psalm, the part about walking in the dark.",
      reader: .miriam, categoryID: 3, age: 41),
  ]

  /// Readings that belong to Bible stories only.
  static let stories = [
    Reading(
      slug: "story-noah", title: "Noah and the Rainbow",
      passages: ["Genesis 7:11-19", "Genesis 8:6-12", "Genesis 9:12-16"], description: "",
      reader: .samuel, categoryID: 2, age: 1200),
    Reading(
      slug: "story-david", title: "David and Goliath", passages: ["1Samuel 17:37-50"],
      description: "",
      reader: .daniel, categoryID: 2, age: 1040),
    Reading(
      slug: "story-daniel", title: "Daniel in the Lions’ Den", passages: ["Daniel 6:16-23"],
      description: "", reader: .miriam, categoryID: 2, age: 900),
    Reading(
      slug: "story-jonah", title: "Jonah Flees", passages: ["Jonah 1:1-17"], description: "",
      reader: .tobias, categoryID: 2, age: 760),
    Reading(
      slug: "story-nativity", title: "No Room in the Inn", passages: ["Luke 2:1-20"],
      description: "", reader: .lucia, categoryID: 2, age: 620),
    Reading(
      slug: "story-samaritan", title: "The Good Samaritan", passages: ["Luke 10:25-37"],
      description: "", reader: .grace, categoryID: 2, age: 480),
  ]
}
