import TOMLKit
import TermKit

extension Catalogue {
  /// What is wrong with a language file, or with one phrase of it.
  struct Problem: Error, Hashable {
    /// The sentence that says where and what to do.
    var recovery: String
  }

  /// Scalars of a translated pattern, and phrases of a file: far more than there are.
  private static let longest = 2000
  private static let most = 10_000

  /// Reads a language file:
  ///
  /// ```toml
  /// [language]
  /// name = "Deutsch"
  /// plurals = "en"           # whose plural forms it has, where its code does not tell
  ///
  /// [phrases]
  /// "Pinned %1 of %2" = "%1 von %2 angeheftet"
  /// "%1 plays" = { one = "%1-mal gehört", other = "%1-mal gehört" }
  /// ```
  ///
  /// A phrase that cannot be used is left out, so that it is English, and told in `problems`.
  init(toml: String, code: String, problems: inout [Problem]) throws(Problem) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: toml)
    } catch let error as TOMLParseError {
      throw Problem(
        recovery: tr("Line \(error.source.begin.line): \(error.description). Mend that line."))
    } catch {
      throw Problem(recovery: tr("This is not TOML."))
    }
    for key in table.keys where key != "language" && key != "phrases" {
      throw Problem(recovery: tr("There is no section [\(key)]: use [language] and [phrases]."))
    }
    let head = table["language"]?.table
    let name = head?["name"]?.string ?? code
    guard DisplayText.plain(name) == name, (1...40).contains(name.count) else {
      throw Problem(recovery: tr("The language's name must be a short text on one line."))
    }
    var rule: PluralRule?
    if let plurals = head?["plurals"] {
      rule = plurals.string.flatMap(PluralRule.init(rawValue:))
      guard rule != nil else {
        let known = PluralRule.allCases.map(\.rawValue).joined(separator: ", ")
        throw Problem(recovery: tr("plurals names a language with the same forms: \(known)."))
      }
    }
    guard let phrases = table["phrases"]?.table ?? (table["phrases"] == nil ? TOMLTable() : nil)
    else { throw Problem(recovery: tr("phrases must be a section: [phrases].")) }
    guard phrases.count <= Self.most else {
      throw Problem(recovery: tr("There are more than \(Self.most) phrases: remove some."))
    }
    var entries: [String: Entry] = [:]
    entries.reserveCapacity(phrases.count)
    for (pattern, value) in phrases {
      do throws(Problem) {
        let rule = rule ?? PluralRule(language: code)
        entries[pattern] = try Self.entry(value, of: pattern, rule)
      } catch {
        problems.append(error)
      }
    }
    self.init(code: code, name: name, rule: rule, entries: entries)
  }

  private static func entry(
    _ value: any TOMLValueConvertible, of pattern: String, _ rule: PluralRule
  ) throws(Problem) -> Entry {
    if let text = value.string { return .plain(try template(text, of: pattern, isForm: false)) }
    guard let table = value.table else {
      throw refusal(pattern, tr("it must be a text, or { one = \"…\", other = \"…\" }"))
    }
    var forms: [PluralForm: Template] = [:]
    var place: Int?
    for (key, value) in table {
      if key == "by" {
        guard let number = value.int, Template(pattern).placeNumbers.contains(number) else {
          throw refusal(pattern, tr("by must be the number of one of its places"))
        }
        place = number
        continue
      }
      guard let form = PluralForm(rawValue: key), rule.forms.contains(form) else {
        let known = rule.forms.map(\.rawValue).joined(separator: ", ")
        throw refusal(
          pattern, tr("there is no form “\(printable(key))”: this language has \(known)"))
      }
      guard let text = value.string else {
        throw refusal(pattern, tr("the form \(key) must be a text"))
      }
      forms[form] = try template(text, of: pattern, isForm: form != .other)
    }
    guard forms[.other] != nil || Set(forms.keys) == Set(rule.forms) else {
      throw refusal(pattern, tr("the form other is missing"))
    }
    return .forms(forms, place: place)
  }

  /// A form for a certain number may leave out one place, the number itself: “one thing”.
  private static func template(
    _ text: String, of pattern: String, isForm: Bool
  ) throws(Problem) -> Template {
    guard text.unicodeScalars.count <= longest, !text.isEmpty else {
      throw refusal(pattern, tr("it is empty or too long"))
    }
    let isPlain = text.unicodeScalars.allSatisfy {
      switch $0.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
      default: !("\u{202a}"..."\u{202e}").contains($0) && !("\u{2066}"..."\u{2069}").contains($0)
      }
    }
    guard isPlain else { throw refusal(pattern, tr("it has control characters")) }
    let (template, original) = (Template(text), Template(pattern))
    let (places, known) = (template.placeNumbers, original.placeNumbers)
    if let strange = places.subtracting(known).min() {
      throw refusal(pattern, tr("it has %\(strange), which the English has not"))
    }
    let missing = known.subtracting(places)
    if let first = missing.min(), !isForm || missing.count > 1 {
      throw refusal(pattern, tr("it lacks %\(first)"))
    }
    guard template.keyNames == original.keyNames else {
      throw refusal(pattern, tr("the names in braces must be those of the English"))
    }
    return template
  }

  private static func refusal(_ pattern: String, _ why: String) -> Problem {
    Problem(recovery: tr("“\(printable(String(pattern.prefix(60))))”: \(why). It stays English."))
  }
}
