/// The forms that a word takes beside a number (Unicode CLDR, "Language Plural Rules").
enum PluralForm: String, CaseIterable, Sendable, Hashable {
  case zero, one, two, few, many, other
}

/// Which form belongs to a whole number: those rules of CLDR that more than one language shares.
///
/// Named after one of the languages, as a language's file may name it.
enum PluralRule: String, CaseIterable, Sendable, Hashable {
  /// One form for every number.
  case japanese = "ja"
  /// One, and the rest.
  case english = "en"
  /// Zero and one, and the rest.
  case french = "fr"
  case russian = "ru"
  case polish = "pl"
  case czech = "cs"
  case lithuanian = "lt"
  case latvian = "lv"
  case slovenian = "sl"
  case romanian = "ro"
  case arabic = "ar"
  case hebrew = "he"
  case irish = "ga"

  /// The rule of a language by its code, such as `de` or `pt_BR`; that of English for the many that have
  /// it, and for what is not known.
  init(language code: String) {
    self =
      switch code.split(whereSeparator: { "_-@.".contains($0) }).first.map(String.init) {
      case "ja", "zh", "ko", "vi", "th", "id", "ms", "my", "lo", "km", "yo", "bo": .japanese
      case "fr", "hi", "bn", "fa", "hy", "am", "gu", "kn", "zu": .french
      case "pt" where !code.hasPrefix("pt_PT"): .french
      case "ru", "uk", "be", "sr", "hr", "bs": .russian
      case "pl": .polish
      case "cs", "sk": .czech
      case "lt": .lithuanian
      case "lv": .latvian
      case "sl": .slovenian
      case "ro", "mo": .romanian
      case "ar": .arabic
      case "he", "iw": .hebrew
      case "ga": .irish
      default: .english
      }
  }

  /// The forms that the language has.
  var forms: [PluralForm] {
    switch self {
    case .japanese: [.other]
    case .english, .french: [.one, .other]
    case .russian, .polish: [.one, .few, .many, .other]
    case .czech, .lithuanian, .romanian: [.one, .few, .other]
    case .latvian: [.zero, .one, .other]
    case .slovenian: [.one, .two, .few, .other]
    case .arabic: [.zero, .one, .two, .few, .many, .other]
    case .hebrew: [.one, .two, .other]
    case .irish: [.one, .two, .few, .many, .other]
    }
  }

  func form(of number: Int) -> PluralForm {
    let n = number.magnitude
    let (tens, hundreds) = (n % 10, n % 100)
    let isTeen = (11...19).contains(hundreds)
    switch self {
    case .japanese: return .other
    case .english: return n == 1 ? .one : .other
    case .french: return n <= 1 ? .one : .other
    case .russian:
      if tens == 1, hundreds != 11 { return .one }
      return (2...4).contains(tens) && !(12...14).contains(hundreds) ? .few : .many
    case .polish:
      if n == 1 { return .one }
      return (2...4).contains(tens) && !(12...14).contains(hundreds) ? .few : .many
    case .czech: return n == 1 ? .one : (2...4).contains(n) ? .few : .other
    case .lithuanian:
      if tens == 1, !isTeen { return .one }
      return tens >= 2 && !isTeen ? .few : .other
    case .latvian:
      if tens == 0 || isTeen { return .zero }
      return tens == 1 ? .one : .other
    case .slovenian:
      return hundreds == 1
        ? .one : hundreds == 2 ? .two : (3...4).contains(hundreds) ? .few : .other
    case .romanian: return n == 1 ? .one : n == 0 || (1...19).contains(hundreds) ? .few : .other
    case .arabic:
      if n <= 2 { return [.zero, .one, .two][Int(n)] }
      return (3...10).contains(hundreds) ? .few : hundreds >= 11 ? .many : .other
    case .hebrew: return n == 1 ? .one : n == 2 ? .two : .other
    case .irish:
      return n == 1
        ? .one : n == 2 ? .two : (3...6).contains(n) ? .few : (7...10).contains(n) ? .many : .other
    }
  }
}
