import ArgumentParser
import CNTServer
import Foundation

/// `cnt-server backup`
struct BackupCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Save the data folder, also while the server runs.")

  @Option(help: "The folder of the database and the media.")
  var data: String

  @Argument(help: "What to make: a folder, or an archive whose name ends in .tar.")
  var target: String

  func run() async throws {
    try await reporting {
      umask(0o077)
      let saved = try await Backup.make(of: data, to: target)
      print("\(saved.files) files, \(saved.bytes) bytes, are saved in \(target).")
    }
  }
}

/// `cnt-server restore`
struct RestoreCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a backup back as a new data folder.")

  @Option(help: "The folder to make; it must not be there yet, or be empty.")
  var data: String

  @Argument(help: "What cnt-server backup made.")
  var backup: String

  func run() async throws {
    try await reporting {
      umask(0o077)
      let restored = try await Backup.restore(backup, to: data)
      print("\(restored.files) files, \(restored.bytes) bytes, are back in \(data).")
    }
  }
}
