import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

/// `cnt outbox`: what waits to be sent, and what the server refused.
struct OutboxCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "outbox", abstract: "Show what waits to be sent, retry it or give it up.",
    subcommands: [List.self, Retry.self, Discard.self], defaultSubcommand: List.self)

  /// The mirror of the current account.
  fileprivate static func mirror() throws -> Mirror {
    let around = try Surroundings()
    let credentials = try around.requireCredentials()
    return try Mirror(folder: around.dependencies.folder(of: credentials))
  }

  /// The entries with these numbers; throws before anything is done when one is not there, or not in
  /// one of the `states`.
  fileprivate static func entries(
    _ numbers: [OutboxID], in mirror: Mirror, _ states: Set<OutboxEntry.State>,
    or refusal: (OutboxID) -> String
  ) throws -> [OutboxEntry] {
    let open = try mirror.outbox()
    return try numbers.map { number in
      guard let entry = open.first(where: { $0.id == number }) else {
        throw Failure(sentence: "Nothing with the number \(number) waits: see cnt outbox.")
      }
      guard states.contains(entry.state) else { throw Failure(sentence: refusal(number)) }
      return entry
    }
  }

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show what waits (the default).")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
      try await reporting {
        let entries = try OutboxCommand.mirror().outbox()
        if entries.isEmpty, !json { print("Everything has been sent.") }
        for entry in entries {
          let line = Line(entry)
          print(json ? line.json : line.plain)
        }
      }
    }
  }

  struct Retry: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "retry", abstract: "Send again what the server refused.")

    @Argument(help: "Numbers as cnt outbox shows them.")
    var numbers: [Int64]

    func run() async throws {
      try await reporting {
        let mirror = try OutboxCommand.mirror()
        let entries = try OutboxCommand.entries(numbers, in: mirror, [.failed]) {
          "\($0) was not refused: it is sent as soon as possible."
        }
        for entry in entries { try mirror.retry(entry.id) }
        print("They go out with the next sync: run cnt sync to send them now.")
      }
    }
  }

  struct Discard: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "discard", abstract: "Give up what was not sent; its text is gone then.")

    @Argument(help: "Numbers as cnt outbox shows them.")
    var numbers: [Int64]

    func run() async throws {
      try await reporting {
        let mirror = try OutboxCommand.mirror()
        let entries = try OutboxCommand.entries(numbers, in: mirror, [.queued, .failed]) {
          "\($0) may have arrived already: run cnt sync to find out first."
        }
        let gone = Set(try mirror.discard(entries.map(\.id)))
        for entry in entries where gone.contains(entry.id) {
          print("Given up: \(printable(entry.title))")
        }
        guard gone.count == entries.count else {
          throw Failure(
            sentence: "Something left meanwhile and could not be given up: cnt outbox shows what.")
        }
      }
    }
  }

  private struct Line: Encodable {
    var id: Int64
    var state: String
    var title: String
    var failure: String?

    init(_ entry: OutboxEntry) {
      id = entry.id
      state = entry.state.rawValue
      title = entry.title
      failure = entry.failure
    }

    var plain: String {
      "\(id)\t\(state)\t\(printable(title))" + (failure.map { "\t" + printable($0) } ?? "")
    }

    var json: String { jsonLine(self) }
  }
}
