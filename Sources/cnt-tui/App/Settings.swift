import Foundation
import TOMLKit
import TermKit

/// What a person can set in `config.toml` or on the command line.
struct Settings: Sendable {
  var server: String?
  var theme = Theme.fallback
  /// The theme that was asked for; nil where nobody did.
  var themeName: String?
  /// What is wrong and does not matter enough to stop: a theme that cannot be read.
  var problems: [String] = []
  /// nil lets the terminal decide.
  var colorDepth: ColorDepth?
  var mouse = true
  /// Whether what moves by itself should do so seldom.
  var reducedMotion = false
  /// Whether the screen is one to be read aloud.
  var plain = false
  /// A libmpv audio output; nil lets libmpv choose.
  var audioOutput: String?

  /// A setting that cannot be used, with the sentence that says what to do.
  struct Problem: Error, Hashable {
    var recovery: String
  }

  private static let known = [
    "server", "theme", "colors", "mouse", "plain", "reduced_motion", "audio_output",
  ]

  /// Reads `folder/config.toml`, if it is there.
  static func load(folder: String) throws(Problem) -> Settings {
    var settings = Settings()
    let path = folder + "/config.toml"
    guard FileManager.default.fileExists(atPath: path) else { return settings }
    let table: TOMLTable
    do {
      table = try TOMLTable(string: String(contentsOfFile: path, encoding: .utf8))
    } catch let error as TOMLParseError {
      throw Problem(
        recovery: "\(path), line \(error.source.begin.line): \(error.description). Mend the line.")
    } catch {
      throw Problem(recovery: "\(path) cannot be read: make it readable UTF-8 text or remove it.")
    }
    for key in table.keys {
      switch key {
      case "server": settings.server = try text(table, key, path)
      case "audio_output": settings.audioOutput = try text(table, key, path)
      case "theme":
        let name = try text(table, key, path)
        settings.themeName = name
        do { settings.theme = try theme(named: name, folder: folder) } catch {
          settings.problems.append(error.recovery)
        }
      case "colors": settings.colorDepth = try depth(text(table, key, path))
      case "mouse": settings.mouse = try flag(table, key, path)
      case "plain": settings.plain = try flag(table, key, path)
      case "reduced_motion": settings.reducedMotion = try flag(table, key, path)
      default:
        throw Problem(
          recovery: "\(path): there is no setting “\(key)”."
            + "\(NearestName.question(key, among: known)) Known are \(known.joined(separator: ", "))."
        )
      }
    }
    return settings
  }

  /// A built-in theme by name, or a file: a path, or `themes/<name>.toml` in the configuration folder.
  static func theme(named name: String, folder: String) throws(Problem) -> Theme {
    if let builtIn = Theme.builtIn.first(where: { $0.name == name }) { return builtIn }
    let path = name.contains("/") ? name : "\(folder)/themes/\(name).toml"
    guard FileManager.default.fileExists(atPath: path) else {
      let names = Theme.builtIn.map(\.name)
      throw Problem(
        recovery:
          "There is no theme “\(name)”.\(NearestName.question(name, among: names)) Use one of"
          + " \(names.joined(separator: ", ")), or put it at \(path).")
    }
    return try themeFile(path, named: name)
  }

  /// Reads a theme file.
  static func themeFile(_ path: String, named name: String) throws(Problem) -> Theme {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(recovery: "\(path) cannot be read: make it readable UTF-8 text or remove it.")
    }
    do { return try Theme(toml: text, name: name) } catch {
      throw Problem(recovery: "\(path): \(error.recovery)")
    }
  }

  static func depth(_ name: String) throws(Problem) -> ColorDepth? {
    switch name {
    case "auto": nil
    case "truecolor": .trueColor
    case "256": .palette256
    case "16": .palette16
    case "none": ColorDepth.none
    default:
      throw Problem(recovery: "Colours can be auto, truecolor, 256, 16 or none, not “\(name)”.")
    }
  }

  private static func flag(
    _ table: TOMLTable, _ key: String, _ path: String
  ) throws(Problem) -> Bool {
    guard let value = table[key]?.bool else {
      throw Problem(recovery: "\(path): write \(key) = true or \(key) = false.")
    }
    return value
  }

  private static func text(
    _ table: TOMLTable, _ key: String, _ path: String
  ) throws(Problem) -> String {
    guard let value = table[key]?.string else {
      throw Problem(recovery: "\(path): write \(key) = \"...\", a text in quotation marks.")
    }
    return value
  }
}
