import ArgumentParser
import CNTKit
import Foundation

/// `cnt config`: read and change the settings.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Read and change the settings.",
    discussion: """
      The settings are \(Settings.Key.allCases.map(\.rawValue).joined(separator: ", ")). Changing \
      one leaves comments and everything else in the file as it is.
      """,
    subcommands: [List.self, Get.self, Set.self, Unset.self, Path.self],
    defaultSubcommand: List.self)

  /// Works with a file that cannot be used, too: it is there to mend it.
  fileprivate static func file() throws -> ConfigFile {
    try ConfigFile(folder: Paths(environment: ProcessInfo.processInfo.environment).config)
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show all settings (the default).")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    private struct Line: Encodable {
      var key: String
      var value: String?
      var isSet: Bool
    }

    func run() async throws {
      try await reporting {
        let file = try ConfigCommand.file()
        for key in Settings.Key.allCases {
          let value = try file.value(of: key)
          let line = Line(
            key: key.rawValue, value: value ?? key.standard, isSet: value != nil)
          print(
            json
              ? jsonLine(line)
              : [line.key, printable(line.value ?? ""), line.isSet ? "set" : "default"]
                .joined(separator: "\t"))
        }
      }
    }
  }

  struct Get: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "get", abstract: "Print one setting.",
      discussion: "Prints what is used without it where it is not set.")

    @Argument(help: "Which.", completion: .list(Settings.Key.allCases.map(\.rawValue)))
    var key: Settings.Key

    func run() async throws {
      try await reporting {
        guard let value = try ConfigCommand.file().value(of: key) ?? key.standard else {
          throw Failure(sentence: "\(key.rawValue) is not set: cnt config set \(key.rawValue) …")
        }
        print(printable(value))
      }
    }
  }

  struct Set: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "set", abstract: "Change one setting.")

    @Argument(help: "Which.", completion: .list(Settings.Key.allCases.map(\.rawValue)))
    var key: Settings.Key

    @Argument(help: "Its value.")
    var value: String

    func run() async throws {
      try await reporting {
        var file = try ConfigCommand.file()
        try file.set(key, to: value)
        try file.save()
      }
    }
  }

  struct Unset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unset", abstract: "Go back to what is used without a setting.")

    @Argument(help: "Which.", completion: .list(Settings.Key.allCases.map(\.rawValue)))
    var key: Settings.Key

    func run() async throws {
      try await reporting {
        var file = try ConfigCommand.file()
        guard try file.value(of: key) != nil else { return }
        try file.set(key, to: nil)
        try file.save()
      }
    }
  }

  struct Path: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "path", abstract: "Print where the settings are.")

    func run() async throws {
      try await reporting { print(try ConfigCommand.file().path) }
    }
  }
}

extension Settings.Key: ExpressibleByArgument {
  /// What is used where the file says nothing; nil for what nothing stands for.
  var standard: String? {
    switch self {
    case .server, .audioOutput, .rejectReasons: nil
    case .theme: Settings().theme.name
    case .colors, .pictures, .weekStart, .language: "auto"
    case .mouse, .desktopNotifications: "true"
    case .replaygain: Settings().replayGain.rawValue
    case .reducedMotion, .plain: "false"
    }
  }
}
