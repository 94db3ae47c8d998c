/// A book of the King James Bible.
struct ScriptureBook: Sendable, Hashable {
  /// As people write it: `1 Corinthians`.
  let name: String
  /// As the program `bible` prints it: `1Cor`.
  let code: String
  /// Common short forms that do not begin the name, in letters and digits only.
  let short: [String]

  /// The 66 in their order.
  static let all: [ScriptureBook] = [
    .init("Genesis", "Ge", "gn"), .init("Exodus", "Exo"), .init("Leviticus", "Lev", "lv"),
    .init("Numbers", "Num", "nm", "nb"), .init("Deuteronomy", "Deu", "dt"),
    .init("Joshua", "Josh", "jsh"), .init("Judges", "Jdgs", "jdg", "jg"),
    .init("Ruth", "Ruth", "rth"), .init("1 Samuel", "1Sm", "1sm"), .init("2 Samuel", "2Sm", "2sm"),
    .init("1 Kings", "1Ki", "1kgs"), .init("2 Kings", "2Ki", "2kgs"),
    .init("1 Chronicles", "1Chr"), .init("2 Chronicles", "2Chr"), .init("Ezra", "Ezra"),
    .init("Nehemiah", "Neh"), .init("Esther", "Est"), .init("Job", "Job", "jb"),
    .init("Psalms", "Psa", "psalm", "ps", "pss", "psm"), .init("Proverbs", "Prv", "prv", "pr"),
    .init("Ecclesiastes", "Eccl", "qoh"),
    .init("Song of Solomon", "SSol", "songofsongs", "sos", "ss", "canticles"),
    .init("Isaiah", "Isa"), .init("Jeremiah", "Jer", "jr"), .init("Lamentations", "Lam"),
    .init("Ezekiel", "Eze", "ezk"), .init("Daniel", "Dan", "dn"), .init("Hosea", "Hos"),
    .init("Joel", "Joel", "jl"), .init("Amos", "Amos"), .init("Obadiah", "Obad"),
    .init("Jonah", "Jonah", "jnh"), .init("Micah", "Mic"), .init("Nahum", "Nahum"),
    .init("Habakkuk", "Hab", "hb"), .init("Zephaniah", "Zep"), .init("Haggai", "Hag"),
    .init("Zechariah", "Zec", "zc"), .init("Malachi", "Mal", "ml"),
    .init("Matthew", "Mat", "mt"), .init("Mark", "Mark", "mk", "mrk"),
    .init("Luke", "Luke", "lk"), .init("John", "John", "jn", "jhn"), .init("Acts", "Acts"),
    .init("Romans", "Rom", "rm"), .init("1 Corinthians", "1Cor"), .init("2 Corinthians", "2Cor"),
    .init("Galatians", "Gal"), .init("Ephesians", "Eph"),
    .init("Philippians", "Phi", "phil", "php", "pp"), .init("Colossians", "Col"),
    .init("1 Thessalonians", "1Th"), .init("2 Thessalonians", "2Th"),
    .init("1 Timothy", "1Tim", "1tm"), .init("2 Timothy", "2Tim", "2tm"),
    .init("Titus", "Titus", "tt"), .init("Philemon", "Phmn", "phm", "phlm", "pm"),
    .init("Hebrews", "Heb"), .init("James", "Jas", "jas", "jm"), .init("1 Peter", "1Pet", "1pt"),
    .init("2 Peter", "2Pet", "2pt"), .init("1 John", "1Jn", "1jn"), .init("2 John", "2Jn", "2jn"),
    .init("3 John", "3Jn", "3jn"), .init("Jude", "Jude", "jd"),
    .init("Revelation", "Rev", "revelations", "apocalypse", "rv"),
  ]

  private init(_ name: String, _ code: String, _ short: String...) {
    self.name = name
    self.code = code
    self.short = short
  }

  /// Places in ``all`` of the books that a person may mean: the one that is called so, in full or in
  /// short, else all whose names begin so.
  static func candidates(_ text: String) -> [Int] {
    let wanted = letters(text)
    guard !wanted.isEmpty else { return [] }
    let keys = all.map { letters($0.name) }
    if let exact = all.indices.first(where: { keys[$0] == wanted || all[$0].short.contains(wanted) }
    ) {
      return [exact]
    }
    return all.indices.filter { keys[$0].hasPrefix(wanted) }
  }

  /// Lower case, letters and digits only; `First`, `II` and the like at the beginning become digits.
  private static func letters(_ text: String) -> String {
    var words = text.lowercased().split { !($0.isLetter || $0.isNumber) }.map(String.init)
    let ordinals = [
      "first": "1", "1st": "1", "i": "1", "second": "2", "2nd": "2", "ii": "2", "third": "3",
      "3rd": "3", "iii": "3",
    ]
    if words.count > 1, let digit = ordinals[words[0]] { words[0] = digit }
    return words.joined()
  }
}
