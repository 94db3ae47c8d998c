import ArgumentParser
import CNTKit
import Foundation
import TermKit

/// `cnt theme`: what there is, and themes from elsewhere.
struct ThemeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List themes, or import one.",
    subcommands: [List.self, Import.self], defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Print the themes there are.")

    func run() async throws {
      try await reporting {
        let files = UserFiles.read(folder: try Surroundings().paths.config)
        for theme in files.ownThemes.onBuiltIn {
          print("\(printable(theme.name))\t\(theme.isDark ? "dark" : "light")")
        }
        if let problem = files.problems.first { throw Failure(sentence: problem) }
      }
    }
  }

  struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make a theme of a base16 scheme.",
      discussion: "Colours that could not be read on their ground are moved until they can.")

    @Argument(help: "The scheme's YAML file.")
    var file: String

    @Option(help: "What to call it; the file's name where this is left out.")
    var name: String?

    @Flag(help: "Replace a theme of that name.")
    var force = false

    func run() async throws {
      try await reporting {
        let paths = try Surroundings().paths
        guard let data = FileManager.default.contents(atPath: file), data.count < 1 << 20 else {
          throw Failure(
            sentence: "\(file) cannot be read: give the path of a base16 .yaml file.",
            code: .noInput)
        }
        let toml: String
        do {
          toml = try Base16Scheme(yaml: String(decoding: data, as: UTF8.self)).themeTOML()
        } catch let error as ThemeError {
          throw Failure(sentence: "\(file): \(error.recovery)")
        }
        let name = try themeName()
        _ = try Theme(toml: toml, name: name)
        try Paths.makeFolder(paths.config + "/themes")
        let path = "\(paths.config)/themes/\(name).toml"
        guard force || !FileManager.default.fileExists(atPath: path) else {
          throw Failure(
            sentence: "There is a theme “\(name)” already: give another --name, or --force.",
            code: .cannotCreate)
        }
        try PrivateFile.write(Data(toml.utf8), to: path)
        print(
          "\(path)\nChoose it in the app (Ctrl-T, or its key in keymap.toml), or write theme = \"\(name)\" in config.toml."
        )
      }
    }

    private func themeName() throws -> String {
      let stem = ((file as NSString).lastPathComponent as NSString).deletingPathExtension
      let wanted = name ?? stem
      let safe = wanted.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
      guard !wanted.isEmpty, safe.contains(where: { $0 != "-" }) else {
        throw Failure(sentence: "“\(wanted)” is no name: give one with --name.", code: .usage)
      }
      guard !Theme.builtIn.contains(where: { $0.name == String(safe) }) else {
        throw Failure(sentence: "“\(String(safe))” is built in: give another --name.", code: .usage)
      }
      return String(safe)
    }
  }
}
