/// What our sentences are in one language.
struct Catalogue: Sendable {
  /// A translated pattern, or its forms where a number decides.
  enum Entry: Sendable, Hashable {
    case plain(Template)
    /// `place` is the place, from 1, whose number decides; nil for the one that the source counts by.
    case forms([PluralForm: Template], place: Int?)
  }

  /// Such as `de` or `pt_BR`; `en` is the language of the sources.
  let code: String
  /// What its speakers call it.
  let name: String
  let rule: PluralRule
  private(set) var entries: [String: Entry]
  /// What becomes of a pattern that is not among them; nil leaves it English.
  private let stranger: (@Sendable (String) -> String)?

  init(
    code: String, name: String, rule: PluralRule? = nil, entries: [String: Entry] = [:],
    stranger: (@Sendable (String) -> String)? = nil
  ) {
    self.code = code
    self.name = name
    self.rule = rule ?? PluralRule(language: code)
    self.entries = entries
    self.stranger = stranger
  }

  /// The language of the sources: no pattern is looked up.
  static let english = Catalogue(code: "en", name: "English")

  /// The same with the entries of another on top.
  func adding(_ other: Catalogue) -> Catalogue {
    Catalogue(
      code: other.code, name: other.name, rule: other.rule,
      entries: entries.merging(other.entries) { $1 }, stranger: other.stranger ?? stranger)
  }

  /// Whether it is the language of the sources.
  var isOfSources: Bool { entries.isEmpty && stranger == nil }

  /// The text of a phrase.
  func text(_ phrase: Phrase) -> String {
    isOfSources ? phrase.english : translated(phrase, count: nil) ?? phrase.english
  }

  /// The text of a phrase of which `count` decides on the form; it is known by `other`.
  func text(_ count: Int, one: Phrase, other: Phrase) -> String {
    let english = { count == 1 ? one.english : other.english }
    return isOfSources ? english() : translated(other, count: count) ?? english()
  }

  /// nil where the catalogue has nothing for it.
  private func translated(_ phrase: Phrase, count: Int?) -> String? {
    // Without words of ours it is a name of somebody else's.
    guard phrase.hasWords || phrase.context != nil else { return nil }
    let pattern = phrase.pattern
    let places = phrase.places
    switch entries[pattern] {
    case .plain(let template)?: return template.filled(places)
    case .forms(let forms, let place)?:
      let number =
        if let place { places.indices.contains(place - 1) ? places[place - 1].number : nil } else {
          count ?? places.lazy.compactMap(\.number).first
        }
      return (number.flatMap { forms[rule.form(of: $0)] } ?? forms[.other])?.filled(places)
    case nil:
      guard let stranger else { return nil }
      return Template(stranger(pattern)).filled(places)
    }
  }
}

extension Catalogue: Hashable {
  static func == (left: Catalogue, right: Catalogue) -> Bool {
    left.code == right.code && left.name == right.name && left.rule == right.rule
      && left.entries == right.entries
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(entries.count)
  }
}
