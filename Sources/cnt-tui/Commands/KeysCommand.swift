import ArgumentParser

/// `cnt keys`: every command with its keys, in the form of the keymap file.
struct KeysCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print the keys in use, as a keymap.toml.")

  func run() async throws {
    try await reporting {
      let paths = try Surroundings().paths
      let keymap = try UserFiles.keymap(folder: paths.config) ?? .standard
      for command in Command.allCases {
        let keys = keymap.keys(for: command).map { "\"\(Self.escaped($0))\"" }
        let line = "\(command.rawValue) = [\(keys.joined(separator: ", "))]"
        print(
          printable(
            line.padding(toLength: max(34, line.count), withPad: " ", startingAt: 0)
              + "  # \(command.title)"))
      }
    }
  }

  private static func escaped(_ key: String) -> String {
    key.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
