import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

extension EventCommand {
  /// `cnt event export`: events for the calendars of other programs.
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export", abstract: "Print events as an iCalendar file (RFC 5545).",
      discussion: """
        Reads the mirror and never the network. Times that were entered without a zone are local \
        times of whoever reads the file, as on the platform.
        """)

    @Argument(help: "Numbers of events, or event/3 as lists print them.")
    var events: [String] = []

    @Flag(help: "All events, past ones too.")
    var all = false

    @Option(help: "Write to this file instead of the standard output.")
    var output: String?

    func validate() throws {
      guard all != !events.isEmpty else {
        throw ValidationError("Name events, or say --all.")
      }
    }

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let found = try all ? everything(account) : events.map { try event($0, account) }
        if let first = found.first, found.count == 1, first.eventDate == nil {
          throw Failure(sentence: "This event has no date that a calendar could take.")
        }
        let file = CalendarFile(
          found, server: account.credentials.server.origin, now: Date())
        guard let output else {
          try FileHandle.standardOutput.write(contentsOf: Data(file.text.utf8))
          return
        }
        do {
          try Data(file.text.utf8).write(to: URL(fileURLWithPath: output), options: .atomic)
        } catch {
          throw Failure(
            sentence: "\(printable(output)) cannot be written: choose a file in a folder that you"
              + " may write to.", code: .cannotCreate)
        }
      }
    }

    private func event(_ word: String, _ account: OpenAccount) throws -> Event {
      let ref = try ThingNames.one(word, of: .event)
      guard case .event(let event) = try account.require(ref).item else {
        throw Failure(sentence: "\(printable(word)) is no event.", code: .noInput)
      }
      return event
    }

    private func everything(_ account: OpenAccount) throws -> [Event] {
      var found: [Event] = []
      let query = ListQuery(source: .events(.all), order: .earliest)
      try RowStream(mirror: account.mirror, query: query).forEach(after: nil) { row in
        if case .event(let event) = row.item { found.append(event) }
        return true
      }
      return found
    }
  }
}
