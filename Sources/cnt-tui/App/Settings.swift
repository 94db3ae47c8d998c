import Foundation
import MediaKit
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
  var pictures = PictureSetting.auto
  /// Whether what moves by itself should do so seldom.
  var reducedMotion = false
  /// Whether the screen is one to be read aloud.
  var plain = false
  /// A libmpv audio output; nil lets libmpv choose.
  var audioOutput: String?
  /// Codes of the languages of the screen, best first: the locale's where nothing is set.
  var languages = Language.wanted(
    setting: nil, environment: ProcessInfo.processInfo.environment)
  /// With which day weeks begin: the locale's where nothing is set.
  var weekStart = WeekStart(environment: ProcessInfo.processInfo.environment)
  /// Which loudness that files tell of themselves is made alike.
  var replayGain = ReplayGain.track
  /// Whether the desktop is told what happens while one looks elsewhere.
  var desktopNotifications = true
  /// What an admin often says when rejecting.
  /// nil for the standard ones.
  var rejectReasons: [String]?

  init() {}

  /// A setting that cannot be used, with the sentence that says what to do.
  struct Problem: Error, Hashable {
    var recovery: String
  }

  /// What can be set, by its name in the file.
  enum Key: String, CaseIterable, Sendable {
    case server, theme, language, colors, mouse, plain, pictures, replaygain
    case desktopNotifications = "desktop_notifications"
    case audioOutput = "audio_output"
    case reducedMotion = "reduced_motion"
    case rejectReasons = "reject_reasons"
    case weekStart = "week_start"
  }

  /// Reads `folder/config.toml`, if it is there.
  static func load(folder: String) throws(Problem) -> Settings {
    let path = folder + "/config.toml"
    guard FileManager.default.fileExists(atPath: path) else { return Settings() }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(
        recovery: tr("\(path) cannot be read: make it readable UTF-8 text or remove it."))
    }
    return try Settings(toml: text, path: path, folder: folder)
  }

  /// Reads the text of a configuration file; `path` is named in what is thrown, themes are looked for
  /// below `folder`.
  init(toml text: String, path: String, folder: String) throws(Problem) {
    let table: TOMLTable
    do { table = try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw Problem(
        recovery: tr(
          "\(path), line \(error.source.begin.line): \(error.description). Mend the line."))
    } catch {
      throw Problem(recovery: tr("\(path) cannot be read: it is not TOML."))
    }
    self.init()
    for name in table.keys {
      guard let key = Key(rawValue: name) else {
        throw Problem(
          recovery: tr("\(path): there is no setting “\(name)”.")
            + Self.question(name, among: Key.allCases.map(\.rawValue)) + " "
            + tr("Known are \(Key.allCases.map(\.rawValue).joined(separator: ", "))."))
      }
      switch key {
      case .server: server = try Self.text(table, name, path)
      case .audioOutput: audioOutput = try Self.text(table, name, path)
      case .theme:
        let chosen = try Self.text(table, name, path)
        themeName = chosen
        do { theme = try Self.theme(named: chosen, folder: folder) } catch {
          problems.append(error.recovery)
        }
      case .language:
        let chosen = try Self.text(table, name, path)
        languages = Language.wanted(
          setting: chosen, environment: ProcessInfo.processInfo.environment)
        do { try Self.checkLanguage(chosen, folder: folder) } catch {
          problems.append(error.recovery)
        }
      case .colors: colorDepth = try Self.depth(Self.text(table, name, path))
      case .pictures: pictures = try Self.pictures(Self.text(table, name, path))
      case .replaygain: replayGain = try Self.gain(Self.text(table, name, path))
      case .desktopNotifications: desktopNotifications = try Self.flag(table, name, path)
      case .rejectReasons: rejectReasons = try Self.texts(table, name, path)
      case .weekStart:
        weekStart = try Self.weekStart(Self.text(table, name, path)) ?? weekStart
      case .plain: plain = try Self.flag(table, name, path)
      case .mouse: mouse = try Self.flag(table, name, path)
      case .reducedMotion: reducedMotion = try Self.flag(table, name, path)
      }
    }
  }

  /// A built-in theme by name, or a file: a path, or `themes/<name>.toml` in the configuration folder.
  static func theme(named name: String, folder: String) throws(Problem) -> Theme {
    if let builtIn = Theme.builtIn(named: name) { return builtIn }
    let path = name.contains("/") ? name : "\(folder)/themes/\(name).toml"
    guard FileManager.default.fileExists(atPath: path) else {
      let names = Theme.builtIn.map(\.name)
      throw Problem(
        recovery:
          tr(
            "There is no theme “\(name)”.\(Self.question(name, among: names)) Use one of"
              + " \(names.joined(separator: ", ")), or put it at \(path)."))
    }
    return try themeFile(path, named: name)
  }

  /// " Did you mean “x”?", or nothing.
  static func question(_ word: String, among names: [String]) -> String {
    NearestName.to(word, among: names).map { " " + tr("Did you mean “\($0)”?") } ?? ""
  }

  /// "Line 3: " before a sentence, where the line is known.
  static func placed(_ line: Int?, _ sentence: String) -> String {
    line.map { tr("Line \($0): \(sentence)") } ?? sentence
  }

  /// Refuses a language that neither the program nor a file of the folder has.
  static func checkLanguage(_ name: String, folder: String) throws(Problem) {
    let path = "\(folder)/languages/\(name).toml"
    guard name != "auto", Catalogue.shipped(name) == nil,
      !Language.isCode(name) || !FileManager.default.fileExists(atPath: path)
    else { return }
    let known = (["auto"] + Catalogue.shippedCodes).joined(separator: ", ")
    throw Problem(
      recovery: tr("There is no language “\(name)”. Use one of \(known), or put it at \(path)."))
  }

  /// Reads a theme file.
  static func themeFile(_ path: String, named name: String) throws(Problem) -> Theme {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw Problem(
        recovery: tr("\(path) cannot be read: make it readable UTF-8 text or remove it."))
    }
    do { return try Theme(toml: text, name: name) } catch {
      throw Problem(recovery: "\(path): \(recognised(error.recovery))")
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
      throw Problem(recovery: tr("Colours can be auto, truecolor, 256, 16 or none, not “\(name)”."))
    }
  }

  /// nil leaves it to the locale.
  static func weekStart(_ name: String) throws(Problem) -> WeekStart? {
    if name == "auto" { return nil }
    guard let start = WeekStart(rawValue: name) else {
      throw Problem(
        recovery: tr("Weeks can begin with auto, sunday, monday or saturday, not “\(name)”."))
    }
    return start
  }

  static func pictures(_ name: String) throws(Problem) -> PictureSetting {
    guard let setting = PictureSetting(rawValue: name) else {
      let names = PictureSetting.allCases.map(\.rawValue)
      throw Problem(
        recovery: tr(
          "Pictures can be \(names.dropLast().joined(separator: ", ")) or"
            + " \(names.last ?? ""), not “\(name)”."))
    }
    return setting
  }

  static func gain(_ name: String) throws(Problem) -> ReplayGain {
    guard let gain = ReplayGain(rawValue: name) else {
      throw Problem(recovery: tr("replaygain can be track, album or no, not “\(name)”."))
    }
    return gain
  }

  private static func texts(
    _ table: TOMLTable, _ key: String, _ path: String
  ) throws(Problem) -> [String] {
    let values = table[key]?.array?.map(\.string)
    guard let values, values.allSatisfy({ $0?.isEmpty == false }) else {
      throw Problem(recovery: tr("\(path): write \(key) = [\"...\", \"...\"], texts in brackets."))
    }
    return values.compactMap { $0 }
  }

  private static func flag(
    _ table: TOMLTable, _ key: String, _ path: String
  ) throws(Problem) -> Bool {
    guard let value = table[key]?.bool else {
      throw Problem(recovery: tr("\(path): write \(key) = true or \(key) = false."))
    }
    return value
  }

  private static func text(
    _ table: TOMLTable, _ key: String, _ path: String
  ) throws(Problem) -> String {
    guard let value = table[key]?.string else {
      throw Problem(recovery: tr("\(path): write \(key) = \"...\", a text in quotation marks."))
    }
    return value
  }
}
