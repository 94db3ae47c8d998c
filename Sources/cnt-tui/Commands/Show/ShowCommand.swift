import ArgumentParser
import SyncEngine

/// `cnt show`: everything that is known of one thing.
struct ShowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show one thing with all that belongs to it.",
    discussion: """
      Reads the mirror and never the network. A post comes with its comments, a playlist with what \
      it holds. --json prints the platform's own model as item.
      """)

  @Argument(
    help: "A kind and numbers: podcast 12, or podcast/12 as lists print it.",
    completion: .list(ThingNames.Scope.all.completions))
  var things: [String]

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() async throws {
    try await reporting {
      let refs = try ThingNames.read(things, of: .all)
      guard !refs.isEmpty else {
        throw Failure(sentence: "Say which: a kind and a number, as in podcast 12.", code: .usage)
      }
      let account = try OpenAccount()
      let records = try refs.map { ref in
        try ThingRecord(account.require(ref), from: account.mirror)
      }
      try Self.print(records, account, json: json)
    }
  }

  static func print(_ records: [ThingRecord], _ account: OpenAccount, json: Bool) throws {
    let presenter = try account.presenter()
    let output = LineOutput()
    for (index, record) in records.enumerated() {
      if json {
        try output.put(jsonLine(record))
      } else {
        if index > 0 { try output.put("") }
        for line in record.lines(presenter) { try output.put(line) }
      }
    }
    try output.flush()
  }
}
