import ArgumentParser
import CNTKit
import SyncEngine

/// `cnt support`: ask the people who run the platform, or answer.
struct SupportCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "support", abstract: "Ask the people who run the platform, or answer.",
    discussion: """
      Members see their own questions, admins everybody's. A question is named by its number, or as \
      lists print it: support/5.
      """, subcommands: [List.self, Show.self, New.self, Reply.self, Close.self],
    defaultSubcommand: List.self)

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "List questions, newest first.")

    @Option(
      help: "Only one kind: all, open, responded or closed.",
      completion: .list(ListQuery.SupportScope.allCases.map(\.rawValue)))
    var status: String = ListQuery.SupportScope.all.rawValue

    @Option(help: "The most lines to print.")
    var limit: Int?

    @OptionGroup var lines: LineOptions

    func validate() throws {
      guard ListQuery.SupportScope(rawValue: status) != nil else {
        throw ValidationError("--status takes all, open, responded or closed.")
      }
      if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 on.") }
    }

    func run() async throws {
      try await reporting {
        var options = ["--category", status]
        if let limit { options += ["--limit", "\(limit)"] }
        try ListRun(OpenAccount(), .support, ListOptions.parse(options), lines).run()
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show a question with its answer, and mark it as read.")

    @Argument(help: "Such as 5 or support/5.")
    var question: String

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let row = try account.require(ThingNames.one(question, of: .support))
        let record = try ThingRecord(row, from: account.mirror)
        try ShowCommand.print([record], account, json: send.json)
        guard case .support(let message) = row.item, message.id > 0 else { return }
        let isOwn = message.userID == account.credentials.userID
        guard isOwn ? !message.userSeen : !message.adminSeen else { return }
        // Whether it is told now or by the next sync makes no difference to who reads.
        try account.mirror.submit(
          .seeSupport(id: message.id, asAdmin: !isOwn), now: account.now)
      }
    }
  }

  struct New: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "new", abstract: "Ask a question.",
      discussion: """
        The text is the argument, or standard input where that is - or no terminal; on a terminal \
        your editor opens.
        """)

    @Argument(help: "The text, or - for standard input.")
    var text: String?

    @Option(help: "What it is about; the first words of the text without it.")
    var subject: String?

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let text = try await TextInput.read(text, for: "question")
        let subject = (subject ?? "").trimmingWhitespace()
        let new = SupportMessageCreate(
          subject: subject.isEmpty ? Updater.title(from: text) : subject, message: text)
        try await Submission(account: account, options: send).carryOut([
          Deed(write: .askSupport(new), thing: "“\(new.subject)”", past: "asked")
        ])
      }
    }
  }

  struct Reply: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "reply", abstract: "Answer a question, as an admin.",
      discussion: "An answer that another admin gave meanwhile is not replaced.")

    @Argument(help: "Such as 5 or support/5.")
    var question: String

    @Argument(
      help: "The text, or - for standard input; on a terminal your editor opens without it.")
    var text: String?

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        try account.requireAdmin()
        let message = try account.question(question)
        let text = try await TextInput.read(text, for: "answer")
        try await Submission(account: account, options: send).carryOut([
          Deed(
            write: .answerSupport(id: message.id, text: text, known: message.adminResponse),
            thing: "support/\(message.id)", past: "answered")
        ])
      }
    }
  }

  struct Close: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close", abstract: "Close a question that is settled.")

    @Argument(help: "Such as 5 or support/5.")
    var question: String

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let message = try account.question(question)
        let submission = Submission(account: account, options: send)
        guard message.status != "closed" else {
          return submission.tell("support/\(message.id)", already: "closed")
        }
        try await submission.carryOut([
          Deed(
            write: .closeSupport(id: message.id), thing: "support/\(message.id)", past: "closed")
        ])
      }
    }
  }
}

extension OpenAccount {
  /// A question that the server knows.
  fileprivate func question(_ word: String) throws -> SupportMessage {
    let ref = try ThingNames.one(word, of: .support)
    guard case .support(let message) = try require(ref).item else {
      throw Failure(sentence: "“\(word)” is no question.", code: .usage)
    }
    guard message.id > 0 else {
      throw Failure(
        sentence: "“\(message.subject)” was not sent yet: run cnt sync, or give it up with cnt"
          + " outbox discard.", code: .temporary)
    }
    return message
  }
}
