import ArgumentParser
import CNTKit
import SyncEngine

/// `cnt admin`: decide on what people send in, and keep the platform in order.
struct AdminCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admin",
    abstract: "Decide on what people send in, and keep the platform in order.",
    discussion: "For admins only. Things are named as cnt admin pending prints them: podcast/12.",
    subcommands: [
      Pending.self, Show.self, Approve.self, Reject.self, Content.self, Archive.self, Restore.self,
      Delete.self, Users.self, User.self, Carousel.self, Commission.self, Upload.self,
    ],
    defaultSubcommand: Pending.self)

  struct Pending: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pending", abstract: "List what waits for a decision, oldest first.")

    @OptionGroup var options: ListOptions
    @OptionGroup var lines: LineOptions

    func validate() throws { try options.check(.admin) }

    func run() async throws {
      try await reporting { try ListRun(OpenAccount(), .admin, options, lines).run() }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show what waits with all that is known of it.")

    @Argument(help: "Such as podcast/12 or post/5.")
    var things: [String]

    @Flag(help: "Print one JSON object a line.")
    var json = false

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let rows = try AdminDesk(account).waiting(things).map(\.row)
        let records = try rows.map { try ThingRecord($0, from: account.mirror) }
        try ShowCommand.print(records, account, json: json)
      }
    }
  }

  struct Approve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "approve", abstract: "Publish what was sent in.",
      discussion: "All of the things must wait for a decision, or nothing is done.")

    @Argument(help: "Such as podcast/12 or post/5.")
    var things: [String]

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let deeds = try AdminDesk(account).waiting(things).map { waiting in
          Deed(
            write: .approve(type: waiting.type, id: waiting.id), thing: waiting.name,
            past: "approved")
        }
        try await Submission(account: account, options: send).carryOut(deeds)
      }
    }
  }

  struct Reject: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reject", abstract: "Turn down what was sent in.",
      discussion: """
        All of the things must wait for a decision, or nothing is done. A rejected post is deleted \
        by the platform.
        """)

    @Argument(help: "Such as podcast/12 or post/5.")
    var things: [String]

    @Option(help: "Why; the author reads this.")
    var reason: String?

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let reason = reason?.trimmingWhitespace()
        let deeds = try AdminDesk(account).waiting(things).map { waiting in
          Deed(
            write: .reject(
              type: waiting.type, id: waiting.id, reason: reason?.isEmpty == false ? reason : nil),
            thing: waiting.name, past: "rejected")
        }
        try await Submission(account: account, options: send).carryOut(deeds)
      }
    }
  }
}

/// What waits for this admin.
struct AdminDesk {
  struct Waiting {
    var type: String
    var id: Int
    var row: Row
    var name: String { ThingNames.name(ThingNames.shown(row.item)) }
  }

  private let account: OpenAccount

  init(_ account: OpenAccount) throws {
    try account.requireAdmin()
    self.account = account
  }

  /// All of the named things, each once; when one does not wait, none.
  func waiting(_ words: [String]) throws -> [Waiting] {
    var found: [Waiting] = []
    var absent: [String] = []
    for word in words {
      let named = try ThingNames.adminItem(word)
      if found.contains(where: { $0.row.item.ref == named.ref }) { continue }
      let row = try account.mirror.window(
        ListQuery(source: .adminQueue(type: nil)), anchor: .at(named.ref), limit: 1
      ).rows.first
      if let row, row.item.ref == named.ref {
        found.append(Waiting(type: named.type, id: named.id, row: row))
      } else {
        absent.append(word)
      }
    }
    guard absent.isEmpty else {
      throw Failure(
        sentence: "\(absent.joined(separator: ", ")) \(absent.count == 1 ? "does" : "do") not wait"
          + " for a decision, so nothing was done: see cnt admin pending.", code: .noInput)
    }
    return found
  }
}
