import CNTKit
import Foundation
import TermKit

/// What a person wrote for the app, read again whenever it changes: keys and themes.
struct UserFiles: Sendable {
  /// The folder that they are in.
  var folder = ""
  /// nil where there is no file, or none that can be used.
  var keymap: Keymap?
  /// Built-in themes and those of the folder.
  var themes = Theme.builtIn
  /// What is wrong with files, a sentence each. What they said before stays in force.
  var problems: [String] = []

  /// Reads `keymap.toml` and `themes/*.toml` below the configuration folder. Faults are told, never
  /// thrown: no file of these stops the app.
  static func read(folder: String) -> UserFiles {
    var files = UserFiles()
    files.folder = folder
    do { files.keymap = try keymap(folder: folder) ?? .standard } catch {
      files.problems.append(sentence(for: error))
    }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/themes")) ?? []
    for name in names.sorted().prefix(mostThemes) where name.hasSuffix(".toml") {
      do {
        let theme = try Settings.themeFile(
          "\(folder)/themes/\(name)", named: String(name.dropLast(5)))
        files.themes.removeAll { $0.name == theme.name }
        files.themes.append(theme)
      } catch { files.problems.append(error.recovery) }
    }
    return files
  }

  private static let mostThemes = 200

  /// The keys of `keymap.toml`; nil where there is none.
  static func keymap(folder: String) throws -> Keymap? {
    let path = folder + "/keymap.toml"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Settings.Problem(
        recovery: "\(path) cannot be read: make it readable UTF-8 text or remove it.")
    }
    do { return try Keymap(toml: text) } catch {
      throw Settings.Problem(recovery: "\(path): \(error.recovery)")
    }
  }
}

extension Updater {
  /// Takes in files that changed; what could not be read stays as it was.
  func receive(_ state: inout AppState, _ files: UserFiles) -> [Effect] {
    if let keymap = files.keymap { state.keymap = keymap }
    state.themes = files.themes
    if let theme = files.themes.first(where: { $0.name == state.wantedTheme ?? state.theme.name }) {
      state.show(theme)
    }
    if let problem = files.problems.first {
      // The line has little room, and which folder it is one knows.
      state.say(problem.replacing(files.folder + "/", with: ""), .error)
    } else if state.hasBrokenFiles {
      state.say("Mended: keys and themes are as the files say", .success)
    }
    state.hasBrokenFiles = !files.problems.isEmpty
    return []
  }
}

extension AppState {
  /// Draws with a theme, as far as the terminal can.
  mutating func show(_ theme: Theme) { self.theme = theme.adapted(to: colorDepth) }
}
