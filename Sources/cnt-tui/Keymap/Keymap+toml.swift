import TOMLKit
import TermKit

extension Keymap {
  /// What is wrong with a keymap file.
  struct Problem: Error, Hashable {
    /// The sentence that says where and what to do.
    var recovery: String
  }

  /// The standard keys with those of a file in their place:
  ///
  /// ```toml
  /// like = "ctrl-x"          # instead of all its keys
  /// open = ["enter", "o"]
  /// stop = []                # no key; the palette still has it
  /// ```
  init(toml: String) throws(Problem) {
    let table: TOMLTable
    do {
      table = try TOMLTable(string: toml)
    } catch let error as TOMLParseError {
      throw Problem(
        recovery: tr("Line \(error.source.begin.line): \(error.description). Mend that line."))
    } catch {
      throw Problem(recovery: tr("This is not TOML."))
    }
    var own: [Command: [String]] = [:]
    for name in table.keys {
      let place = TOMLPlace.line(of: name, in: toml)
      guard let command = Command(rawValue: name) else {
        let meant = Settings.question(name, among: Command.allCases.map(\.rawValue))
        throw Problem(
          recovery: Settings.placed(
            place, tr("There is no command “\(name)”.\(meant) cnt keys lists them.")))
      }
      own[command] = try Self.keys(table, name, place)
    }
    try Self.refuseConflicts(own, in: toml)
    self.init(
      Command.allCases.compactMap { command in
        let keys = own[command] ?? Keymap.standard.keys(for: command)
        return keys.isEmpty ? nil : (command, keys)
      })
  }

  private static func keys(
    _ table: TOMLTable, _ name: String, _ place: Int?
  ) throws(Problem) -> [String] {
    var names: [String] = []
    if let one = table[name]?.string {
      names = [one]
    } else if let several = table[name]?.array {
      names = several.compactMap(\.string)
      guard names.count == several.count else {
        throw Problem(
          recovery: Settings.placed(
            place, tr("\(name) must be a list of texts: [\"ctrl-x\", \"o\"].")))
      }
    } else {
      throw Problem(
        recovery: Settings.placed(
          place, tr("\(name) must be a key, \"ctrl-x\", or a list of keys: [\"x\", \"o\"].")))
    }
    for name in names where KeyPress(name) == nil {
      throw Problem(
        recovery: Settings.placed(
          place,
          tr(
            "There is no key “\(name)”: write a letter as it is typed, or one of "
              + "enter, escape, tab, space, up, down, left, right, home, end, pageup, pagedown, f1, "
              + "with ctrl- or alt- before it.")))
    }
    // Two spellings of one key are one.
    return names.compactMap { KeyPress($0)?.name }.reduce(into: []) { keys, name in
      if !keys.contains(name) { keys.append(name) }
    }
  }

  /// Keys that work in every box and form, whatever is written down.
  private static let fixed: [(command: Command, key: String)] = [
    (.quit, "ctrl-c"), (.repaint, "ctrl-l"), (.suspend, "ctrl-z"),
  ]

  private static func refuseConflicts(
    _ own: [Command: [String]], in toml: String
  ) throws(Problem) {
    var owner: [String: Command] = [:]
    for command in Command.allCases {
      for key in own[command] ?? Keymap.standard.keys(for: command) {
        let fixed = fixed.first { $0.key == key && $0.command != command }?.command
        guard let other = owner[key] ?? fixed else {
          owner[key] = command
          continue
        }
        // The one that the file names is the one whose line is to be mended.
        let (named, kept) = own[command] != nil ? (command, other) : (other, command)
        let place = TOMLPlace.line(of: named.rawValue, in: toml)
        let way =
          fixed == nil
          ? tr("Give \(kept.rawValue) another key too, or write \(kept.rawValue) = [].")
          : tr("Take another for \(named.rawValue).")
        throw Problem(
          recovery:
            Settings.placed(
              place, tr("“\(key)” is the key of \(named.rawValue) and of \(kept.rawValue). \(way)"))
        )
      }
    }
  }
}
