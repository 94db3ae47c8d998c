import ArgumentParser
import CNTKit

/// `cnt`: the app.
struct AppCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "app", abstract: "Open the app (what cnt does by itself).")

  @Option(help: "A theme by its name (cnt theme lists them), or the path of a .toml file.")
  var theme: String?

  @Option(help: "Colours: auto, truecolor, 256, 16 or none.")
  var colors: String?

  @Flag(help: "Leave the mouse to the terminal.")
  var noMouse = false

  @Flag(help: "A screen to be read aloud: letters only, one thing after another.")
  var plain = false

  @Option(help: "The server to propose on the sign-in screen.")
  var server: String?

  func run() async throws {
    try await Self.open { around in
      if let theme {
        around.settings.theme = try Settings.theme(named: theme, folder: around.paths.config)
        around.settings.themeName = theme
        around.settings.problems = []
      }
      if let colors { around.settings.colorDepth = try Settings.depth(colors) }
      if plain { around.settings.plain = true }
      if noMouse { around.settings.mouse = false }
      if let server { around.settings.server = server }
    }
  }

  /// Opens the app with the settings as they are after `change`.
  static func open(changing change: (inout Surroundings) throws -> Void = { _ in }) async throws {
    try await reporting {
      var around = try Surroundings()
      try change(&around)
      try await AppRunner(dependencies: around.dependencies, settings: around.settings).run()
    }
  }
}
