extension Catalogue {
  /// A language that shows what can be translated: every letter of ours has a mark, and nothing else has.
  ///
  /// `language = "pseudo"` shows a translator which words come from the catalogue; the tests find with it
  /// those that do not.
  static let pseudo = Catalogue(code: "pseudo", name: "Þšéüđö", rule: .english) { pattern in
    let text = pattern.split(separator: "|", maxSplits: 1).last.map(String.init) ?? pattern
    return marked(pattern.first == "|" ? pattern : text)
  }

  /// All ASCII letters but those in braces, which name keys.
  private static func marked(_ pattern: String) -> String {
    var isName = false
    return String(
      pattern.map { character in
        if character == "{" { isName = true }
        if character == "}" { isName = false }
        return isName ? character : letters[character] ?? character
      })
  }

  private static let letters: [Character: Character] = Dictionary(
    uniqueKeysWithValues: zip(
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
      "áƀçđéƒğĥíĵķļɱñöþʠŕšţüṽŵẋýžÁƁÇĐÉƑĞĤÍĴĶĻṀÑÖÞɊŔŠŢÜṼŴẊÝŽ"))
}
