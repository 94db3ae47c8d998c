import ArgumentParser
import SyncEngine

/// `cnt outbox`: what waits to be sent, and what the server refused.
struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "Show what waits to be sent.")

  func run() async throws {
    try await reporting {
      let around = try Surroundings()
      let credentials = try around.requireCredentials()
      let mirror = try Mirror(folder: around.dependencies.folder(of: credentials))
      let entries = try mirror.outbox()
      if entries.isEmpty { print("Everything has been sent.") }
      for entry in entries {
        let failure = entry.failure.map { "\t" + printable($0) } ?? ""
        print("\(entry.id)\t\(entry.state)\t\(printable(entry.title))\(failure)")
      }
    }
  }
}
