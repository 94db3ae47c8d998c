import CNTKit
import Foundation
import TermKit
import Testing

@testable import cnt_tui

struct KeymapFileTests {
  private func press(_ name: String) -> KeyPress { KeyPress(name) ?? KeyPress(.escape) }

  @Test func `a file changes the keys that it names and no others`() throws {
    let keymap = try Keymap(
      toml: "# mine\nlike = \"ctrl-x\"\nopen = [\"enter\", \"ctrl-e\", \"enter\"]\nstop = []\n")
    #expect(keymap.command(for: press("ctrl-x")) == .like)
    #expect(keymap.command(for: press("L")) == nil)
    #expect(keymap.keys(for: .open) == ["enter", "ctrl-e"])
    #expect(keymap.keys(for: .stop).isEmpty && keymap.command(for: press("S")) == nil)
    #expect(keymap.command(for: press("j")) == .down)
  }

  @Test(arguments: [
    ("lik = \"x\"", "Line 1: There is no command “lik”. Did you mean “like”?"),
    ("\n\nlike = 5", "Line 3: like must be a key"), ("like = [1]", "list of texts"),
    ("like = \"hyper-x\"", "There is no key “hyper-x”"), ("like = = 5", "Line 1: "),
    ("# x\nlike = \"j\"", "Line 2: “j” is the key of like and of down"),
    ("like = \"x1\"\n", "There is no key “x1”"),
    ("up = \"e\"\ndown = \"e\"", "“e” is the key of down and of up"),
    ("like = \"ctrl-c\"", "“ctrl-c” is the key of like and of quit"),
    ("quit = \"e\"\nlike = \"ctrl-c\"", "Take another for like"),
    ("[keys]\nlike = \"x\"", "There is no command “keys”"),
  ])
  func `a fault is told with its line and what would be right`(toml: String, words: String) {
    let problem = #expect(throws: Keymap.Problem.self) { try Keymap(toml: toml) }
    #expect(problem?.recovery.contains(words) == true, "\(problem?.recovery ?? "")")
  }

  @Test func `swapping two keys is no conflict`() throws {
    let keymap = try Keymap(toml: "like = \"D\"\ndownload = \"L\"")
    #expect(keymap.command(for: press("D")) == .like)
    #expect(keymap.command(for: press("L")) == .download)
  }

  @Test func `a broken file changes nothing and says why`() throws {
    let folder = NSTemporaryDirectory() + "cnt-keys-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Paths.makeFolder(folder + "/themes")
    func write(_ name: String, _ text: String) throws {
      try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
    }
    var app = AppHarness()
    try write("keymap.toml", "search = \"ctrl-e\"")
    app.send(.userFiles(.read(folder: folder)))
    app.press("ctrl-e")
    #expect(app.state.section == .search)
    try write("keymap.toml", "serch = \"ctrl-e\"")
    app.send(.userFiles(.read(folder: folder)))
    #expect(app.screen.contains("keymap.toml"))
    #expect(app.screen.contains(" keymap.toml: Line 1: There is no command “serch”."))
    app.press("escape", "1", "ctrl-e")
    #expect(app.state.section == .search)
    try FileManager.default.removeItem(atPath: folder + "/keymap.toml")
    app.send(.userFiles(.read(folder: folder)))
    #expect(app.screen.contains("Mended"))
    app.press("escape", "1", "s")
    #expect(app.state.section == .search)
  }

  @Test func `a theme's file is read again, and its last good form stays`() throws {
    let folder = NSTemporaryDirectory() + "cnt-themes-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Paths.makeFolder(folder + "/themes")
    func write(_ color: String) throws {
      try "[styles]\ntext = { fg = \"\(color)\" }".write(
        toFile: folder + "/themes/mine.toml", atomically: true, encoding: .utf8)
    }
    try "theme = \"mine\"".write(
      toFile: folder + "/config.toml", atomically: true, encoding: .utf8)
    try write("red")
    let settings = try Settings.load(folder: folder)
    #expect(settings.theme == Theme.fallback && settings.problems.count == 1)
    #expect(settings.problems[0].contains("mine.toml: Line 2: "), "\(settings.problems)")
    var app = AppHarness()
    app.state.wantedTheme = settings.themeName
    for (color, shown) in [
      ("#112233", Color.rgb(0x11, 0x22, 0x33)), ("oops", .rgb(0x11, 0x22, 0x33)),
    ] {
      try write(color)
      app.send(.userFiles(.read(folder: folder)))
      #expect(app.state.theme[.text].foreground == shown)
    }
    #expect(app.state.toast?.kind == .error)
  }

  @Test func `a change in a folder is told, in one that came later too`() async throws {
    let folder = NSTemporaryDirectory() + "cnt-watch-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Paths.makeFolder(folder)
    let (changes, continuation) = AsyncStream.makeStream(of: Void.self)
    let watch = try #require(
      FolderWatch([folder, folder + "/themes"]) { continuation.yield() })
    watch.start()
    defer { watch.stop() }
    var told = changes.makeAsyncIterator()
    try Paths.makeFolder(folder + "/themes")
    await told.next()
    try "x".write(toFile: folder + "/themes/a.toml", atomically: true, encoding: .utf8)
    await told.next()
    try "x".write(toFile: folder + "/keymap.toml", atomically: false, encoding: .utf8)
    await told.next()
  }

  @Test(
    arguments: [
      ("lkie", "like"), ("favourite", "favorite"), ("pagedown", "pageDown"),
      ("markrea", "markRead"),
      ("zzzzzz", nil),
    ] as [(String, String?)])
  func `the nearest name is proposed`(word: String, name: String?) {
    #expect(NearestName.to(word, among: Command.allCases.map(\.rawValue)) == name)
  }

  @Test func `sentences name the keys as they are`() {
    let keymap = Keymap([(.download, ["x"]), (.refresh, [])])
    #expect(keymap.filled("Press {download} to keep it.") == "Press x to keep it.")
    #expect(keymap.filled("{refresh} first, then {download}") == "“Sync now” first, then x")
    #expect(keymap.filled("No key in this") == "No key in this")
    // A sentence of the program with a name that no command has would be shown as it stands.
    let texts = SectionSpec.all.flatMap(\.tabs).map(\.empty)
    for text in texts {
      #expect(!Keymap.standard.filled(text).contains("{"), "\(text)")
      for name in text.split(separator: "{").dropFirst().map({ $0.prefix { $0 != "}" } }) {
        #expect(Command(rawValue: String(name)) != nil, "\(text)")
      }
    }
  }
}
