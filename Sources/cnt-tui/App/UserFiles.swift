import CNTKit
import Foundation
import TermKit

/// What a person wrote for the app, read again whenever it changes: keys, themes and languages.
struct UserFiles: Sendable {
  /// The folder that they are in.
  var folder = ""
  /// nil where there is no file, or none that can be used.
  var keymap: Keymap?
  /// Themes of the folder.
  var ownThemes: [Theme] = []
  /// Languages of the folder by their codes, on top of what the program has of them.
  var languages: [String: Catalogue] = [:]
  /// Codes of files that cannot be used.
  var brokenLanguages: Set<String> = []
  /// What is wrong with files, a sentence each. What they said before stays in force.
  var problems: [String] = []

  /// Reads `keymap.toml`, `themes/*.toml` and `languages/*.toml` below the configuration folder. Faults are told, never
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
        files.ownThemes.append(theme)
      } catch { files.problems.append(error.recovery) }
    }
    files.readLanguages()
    return files
  }

  private mutating func readLanguages() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder + "/languages")) ?? []
    for name in names.sorted().prefix(Self.mostThemes) where name.hasSuffix(".toml") {
      let code = String(name.dropLast(5))
      let path = "\(folder)/languages/\(name)"
      guard Language.isCode(code) else {
        problems.append(tr("\(path): name it after a language, such as fr.toml or pt_BR.toml."))
        continue
      }
      var faults: [Catalogue.Problem] = []
      do {
        let own = try Catalogue(toml: Self.text(path), code: code, problems: &faults)
        languages[code] = Catalogue.shipped(code)?.adding(own) ?? own
      } catch let problem as Catalogue.Problem {
        brokenLanguages.insert(code)
        faults.append(problem)
      } catch {
        brokenLanguages.insert(code)
        problems.append(sentence(for: error))
      }
      problems += faults.map { "\(path): \($0.recovery)" }
    }
  }

  /// The text of a language file, which is of some hundred lines.
  private static func text(_ path: String) throws -> String {
    // What it leads to is looked at, and a pipe is not waited for.
    let fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    defer { if fd >= 0 { close(fd) } }
    var info = stat()
    guard fd >= 0, fstat(fd, &info) == 0, info.st_mode & S_IFMT == S_IFREG,
      info.st_size <= 1 << 20,
      let data = try? FileHandle(fileDescriptor: fd).read(upToCount: 1 << 20),
      let text = String(validating: data, as: UTF8.self)
    else {
      throw Settings.Problem(
        recovery: tr("\(path) cannot be read: make it readable UTF-8 text or remove it."))
    }
    return text
  }

  private static let mostThemes = 200

  /// The keys of `keymap.toml`; nil where there is none.
  static func keymap(folder: String) throws -> Keymap? {
    let path = folder + "/keymap.toml"
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Settings.Problem(
        recovery: tr("\(path) cannot be read: make it readable UTF-8 text or remove it."))
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
    state.ownThemes = files.ownThemes
    if let theme = state.theme(named: state.wantedTheme ?? state.theme.name) {
      state.show(theme)
    }
    // What a broken file said before stays in force.
    let kept = state.ownLanguages.filter { files.brokenLanguages.contains($0.key) }
    state.ownLanguages = files.languages.merging(kept) { $1 }
    let effects = state.chooseLanguage()
    if let problem = files.problems.first {
      // The line has little room, and which folder it is one knows.
      state.say(problem.replacing(files.folder + "/", with: ""), .error)
    } else if state.hasBrokenFiles {
      state.say(tr("Mended: keys, themes and languages are as the files say"), .success)
    }
    state.hasBrokenFiles = !files.problems.isEmpty
    return effects
  }
}

extension AppState {
  /// Draws with a theme, as far as the terminal can.
  mutating func show(_ theme: Theme) { self.theme = theme.adapted(to: colorDepth) }

  /// Makes the lines of all lists anew, because headings are among them.
  private mutating func renameHeadings() {
    let usage = Presenter(self).text(for: downloadUsage)
    for (id, stack) in stacks {
      for (index, screen) in stack.enumerated() {
        guard case .list(var list) = screen else { continue }
        if case .downloads = list.current.content { list.heading = usage }
        list.rebuildLines(keeping: list.selectedLine?.ref)
        stacks[id]?[index] = .list(list)
      }
    }
  }

  /// Draws in the best of the wanted languages that there is.
  mutating func chooseLanguage() -> [Effect] {
    let chosen = Language.chosen(wantedLanguages, own: ownLanguages)
    guard chosen != language else { return [] }
    language = chosen
    Language.$drawn.withValue(chosen) { renameHeadings() }
    return [.speak(chosen)]
  }
}

extension [Theme] {
  /// The built-in themes and these, of which each hides one of its name.
  var onBuiltIn: [Theme] {
    var all = Theme.builtIn
    for theme in self {
      all.removeAll { $0.name == theme.name }
      all.append(theme)
    }
    return all
  }
}
