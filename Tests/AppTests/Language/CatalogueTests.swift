import CNTKit
import Foundation
import SyncEngine
import Testing

@testable import cnt_tui

/// Phrases, what a catalogue makes of them, and what it refuses.
struct CatalogueTests {
  private func catalogue(
    _ phrases: String, code: String = "xx"
  ) throws -> (Catalogue, [String]) {
    var problems: [Catalogue.Problem] = []
    let catalogue = try Catalogue(
      toml: "[language]\nname = \"X\"\n[phrases]\n" + phrases, code: code, problems: &problems)
    return (catalogue, problems.map(\.recovery))
  }

  @Test func `a phrase has its pattern and its English`() {
    let name = "%1 and %2"
    let phrase: Phrase = "“\(name)”: \(7)% of \("x")"
    #expect(phrase.pattern == "“%1”: %2%% of %3")
    #expect(phrase.english == "“%1 and %2”: 7% of x")
    #expect(Phrase("a \(1)" + " b \(2)" + " c").pattern == "a %1 b %2 c")
    #expect(Phrase("Read").inSense("done").pattern == "done|Read")
    #expect(!Phrase(verbatim: "Podcasts").hasWords)
  }

  @Test func `places may be in another order, and values are put in as they are`() throws {
    let (catalogue, problems) = try catalogue(
      #""%1 of %2 in %3%%" = "%3 %%: aus %2 die %1, ja %1 %x""#)
    #expect(problems.isEmpty)
    let value = "%2 {quit} \"x\""
    #expect(
      catalogue.text("\(value) of \("b") in \(5)%")
        == "5 %: aus b die %2 {quit} \"x\", ja %2 {quit} \"x\" %x")
    #expect(catalogue.text("\(1) of \(2)") == "1 of 2", "what is not there stays English")
    #expect(catalogue.text(Phrase(verbatim: "%1 of %2 in %3%%")) == "%1 of %2 in %3%%")
  }

  @Test func `names from the network are never looked up`() throws {
    let (catalogue, _) = try catalogue("\"Podcasts\" = \"Hörstücke\"\n\"%1\" = \"x%1\"")
    #expect(catalogue.text("Podcasts") == "Hörstücke")
    var app = AppHarness()
    app.state.language = catalogue
    app.press("9", "]", "]")
    app.answer([Row(item: .playlist(Playlist(id: 50, name: "Podcasts")))])
    #expect(app.screen.contains("≡ Podcasts"))
    app.press("enter")
    #expect(app.screen.contains(" Podcasts"))
  }

  @Test func `a number decides on the form, by the language's rule`() throws {
    let (russian, problems) = try catalogue(
      #"""
      "%1 plays" = { one = "%1 раз", few = "%1 раза", many = "%1 раз", other = "%1 раза" }
      "%1 of %2 places" = { by = 2, one = "%1 из %2 места", other = "%1 из %2 мест" }
      "%1 things were lost" = { one = "Одна вещь", few = "%1 вещи", many = "%1 вещей", other = "%1 вещи" }
      """#, code: "ru")
    #expect(problems.isEmpty)
    func plays(_ n: Int) -> String { russian.text(n, one: "\(n) play", other: "\(n) plays") }
    #expect(
      [1, 2, 5, 11, 21, 22].map(plays) == [
        "1 раз", "2 раза", "5 раз", "11 раз", "21 раз", "22 раза",
      ])
    #expect(russian.text("\(3) of \(21) places") == "3 из 21 места")
    #expect(russian.text("\(21) of \(3) places") == "21 из 3 мест")
    #expect(
      russian.text(1, one: "One thing was lost", other: "\(1) things were lost") == "Одна вещь")
    #expect(russian.text(1, one: "\(1) like", other: "\(1) likes") == "1 like")
  }

  @Test func `each rule gives only forms that its language has`() {
    for rule in PluralRule.allCases {
      let given = Set((0...1000).map(rule.form))
      #expect(given.isSubset(of: rule.forms), "\(rule)")
      // "other" is for broken numbers where whole ones have forms of their own.
      #expect(Set(rule.forms).subtracting(given).isSubset(of: [.other]), "\(rule)")
    }
    #expect(PluralRule(language: "pt_BR") == .french && PluralRule(language: "pt_PT") == .english)
    #expect(PluralRule(language: "de_AT") == .english && PluralRule(language: "sk") == .czech)
  }

  @Test(arguments: [
    (#""%1 of %2" = "%1 von %3""#, "it has %3, which the English has not"),
    (#""%1 of %2" = "%1""#, "it lacks %2"),
    (#""Up" = "Auf\u001b[2J""#, "it has control characters"),
    (#""Up" = "Auf\u202e""#, "it has control characters"),
    (#""Up" = "a\nb""#, "it has control characters"),
    (#""Up" = """#, "it is empty or too long"),
    (#""Up" = 3"#, "it must be a text"),
    (#""%1 plays" = { one = "eins" }"#, "the form other is missing"),
    (#""%1 plays" = { few = "%1", other = "%1" }"#, "there is no form “few”"),
    (#""%1 plays" = { by = 2, other = "%1" }"#, "by must be the number"),
    (#""%1 of %2" = { one = "x", other = "%1 %2" }"#, "it lacks %1"),
    (#""Press {open}" = "Drück {quit}""#, "the names in braces"),
    (#""Press {open}" = "Drück""#, "the names in braces"),
  ])
  func `a phrase that cannot be used is told and stays English`(
    line: String, words: String
  ) throws {
    let (catalogue, problems) = try catalogue(line + "\n\"Down\" = \"Ab\"", code: "de")
    #expect(problems.count == 1 && problems.first?.contains(words) == true, "\(problems)")
    #expect(problems.first?.contains("It stays English.") == true)
    #expect(catalogue.entries.keys.sorted() == ["Down"])
  }

  @Test(arguments: [
    ("[phrases]\n\"Up\" = ", "Line 2"), ("[words]\n", "no section [words]"),
    ("phrases = 3", "must be a section"), ("[language]\nplurals = \"klingon\"", "plurals names"),
    ("[language]\nname = \"\\u001b[2J\"", "short text"),
  ])
  func `a file that cannot be used is refused whole`(toml: String, words: String) {
    var problems: [Catalogue.Problem] = []
    do {
      _ = try Catalogue(toml: toml, code: "de", problems: &problems)
      Issue.record("it was taken")
    } catch { #expect(error.recovery.contains(words), "\(error.recovery)") }
  }

  @Test(
    arguments: [
      (nil, ["LANG": "de_AT.UTF-8"], ["de_AT", "de"]),
      (nil, ["LANG": "fr_FR.UTF-8", "LC_MESSAGES": "de"], ["de"]),
      (nil, ["LC_ALL": "pl_PL@euro", "LC_MESSAGES": "de"], ["pl_PL", "pl"]),
      (nil, ["LANG": "de", "LANGUAGE": "nl:fr_CA"], ["nl", "fr_CA", "fr"]),
      (nil, ["LANG": "C.UTF-8", "LANGUAGE": "de"], ["en"]),
      (nil, ["LC_ALL": "", "LANG": "de"], ["de"]), (nil, [:], ["en"]),
      ("auto", ["LANG": "de"], ["de"]), ("fr", ["LANG": "de"], ["fr"]),
    ] as [(String?, [String: String], [String])])
  func `the setting is asked first, then the locale`(
    setting: String?, environment: [String: String], codes: [String]
  ) {
    #expect(Language.wanted(setting: setting, environment: environment) == codes)
  }

  @Test func `the first wanted language that there is is taken`() throws {
    #expect(Language.chosen(["xx", "de_AT", "de"], own: [:]).code == "de")
    #expect(Language.chosen(["en", "de"], own: [:]).code == "en")
    #expect(Language.chosen(["xx"], own: [:]) == .english)
    let own = Catalogue(code: "xx", name: "X")
    #expect(Language.chosen(["xx", "de"], own: ["xx": own]) == own)
  }

  @Test func `files of the folder are on top of what is shipped, and are read again`() throws {
    let folder = NSTemporaryDirectory() + "cnt-language-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(
      atPath: folder + "/languages", withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws {
      try text.write(toFile: "\(folder)/languages/\(name)", atomically: true, encoding: .utf8)
    }
    try write("[phrases]\n\"Podcasts\" = \"Hörstücke\"\n", "de.toml")
    try write("[phrases]\n\"Podcasts\" = \"Balados\"\n", "fr.toml")
    try write("", "no such.toml")
    var app = AppHarness()
    app.state.wantedLanguages = ["de"]
    let files = UserFiles.read(folder: folder)
    app.send(.userFiles(files))
    #expect(files.problems.count == 1 && files.problems[0].contains("no such.toml"))
    #expect(app.screen.contains("Hörstücke") && app.screen.contains("Filme"))
    guard
      case .speak(let language)? = app.effects.first(where: {
        if case .speak = $0 { true } else { false }
      })
    else {
      Issue.record("other threads are not told")
      return
    }
    #expect(language.code == "de")
    try write("[phrases]\n\"Podcasts\" = \"Kurs %1\"\n", "de.toml")
    app.send(.userFiles(UserFiles.read(folder: folder)))
    #expect(!app.screen.contains("Kurs"))
    #expect(app.state.toast?.text.contains("%1") == true)
    // Chosen in the settings, it counts at once.
    var settings = Settings()
    settings.languages = ["fr"]
    app.send(.settingChanged(.language, settings))
    #expect(app.screen.contains("Balados") && app.screen.contains("Movies"))
  }

  @Test func `a language that is not there is refused in the settings`() throws {
    let settings = try Settings(toml: "language = \"de\"", path: "c", folder: "/nowhere")
    #expect(settings.languages == ["de"] && settings.problems.isEmpty)
    for name in ["xx", "../de", "d"] {
      let settings = try Settings(toml: "language = \"\(name)\"", path: "c", folder: "/nowhere")
      #expect(settings.problems.first?.contains("There is no language “\(name)”") == true)
    }
  }

  @Test func `drawing in two languages at once does not mix them`() async {
    await withTaskGroup(of: Bool.self) { group in
      for index in 0..<20 {
        group.addTask {
          var app = AppHarness()
          app.state.language = index % 2 == 0 ? .german : .english
          app.press("2", "?")
          return app.screen.contains(index % 2 == 0 ? "Tasten" : "Keys")
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }

  @Test func `other people's words in a sentence of ours are not looked up`() {
    Language.$drawn.withValue(.german) {
      #expect(recognised("Comment: podcasts") == "Kommentar: podcasts")
      #expect(recognised("posts") == "posts" && recognisedWord("posts") == "Beiträge")
      // Each level once: this would take longer than anybody waits.
      let nested = String(repeating: "Post: ", count: 80)
      #expect(recognised(nested).hasSuffix(String(repeating: "Post: ", count: 79)))
      let deep = String(repeating: "Line 1: ", count: 60) + "This is not TOML."
      #expect(!recognised(deep).contains("This is not TOML"))
    }
  }
}
