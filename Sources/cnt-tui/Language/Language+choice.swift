extension Language {
  /// The languages that somebody wants, best first, as codes such as `de_AT` and `de`; `en` where nobody
  /// says anything.
  ///
  /// The setting counts first. Without one, or with `auto`, it is as with gettext ("Locale Environment
  /// Variables"): LC_ALL before LC_MESSAGES before LANG, and LANGUAGE before them unless they say C.
  static func wanted(setting: String?, environment: [String: String]) -> [String] {
    if let setting, setting != "auto" { return codes([setting]) }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }
      .first { !$0.isEmpty }
    guard let locale, !["C", "POSIX"].contains(locale.prefix { $0 != "." }) else { return ["en"] }
    let list = environment["LANGUAGE"]?.split(separator: ":").map(String.init) ?? []
    return codes(list.isEmpty ? [locale] : list)
  }

  /// Each with its country and then without: `de_AT.UTF-8@euro` is `de_AT`, then `de`.
  private static func codes(_ locales: [String]) -> [String] {
    locales.prefix(20).flatMap { locale -> [String] in
      let code = String(locale.prefix { $0 != "." && $0 != "@" })
      let plain = String(code.prefix { $0 != "_" && $0 != "-" })
      return code == plain ? [code] : [code, plain]
    }
  }

  /// The first of the wanted ones that there is; English where there is none.
  static func chosen(_ wanted: [String], own: [String: Catalogue]) -> Catalogue {
    wanted.lazy.compactMap { own[$0] ?? Catalogue.shipped($0) }.first ?? .english
  }

  /// Whether a text can be a language's code, and so the name of its file.
  static func isCode(_ text: String) -> Bool {
    (2...20).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        switch $0 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
          true
        default: false
        }
      }
  }
}

extension Catalogue {
  /// Codes of the languages that the program has.
  static let shippedCodes = ["en", "de"]

  static func shipped(_ code: String) -> Catalogue? {
    switch code {
    case "en": .english
    case "de": .german
    case "pseudo": .pseudo
    default: nil
    }
  }
}
