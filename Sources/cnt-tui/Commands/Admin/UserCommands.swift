import ArgumentParser
import CNTKit
import SyncEngine

extension UserFilter: ExpressibleByArgument {}

extension AdminCommand {
  /// `cnt admin users`: who has an account.
  struct Users: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "users", abstract: "List accounts.",
      discussion: "Reads what was fetched. Prints user/number, date, name and e-mail.")

    @Option(help: "all, admins, artists or regular.")
    var role = UserFilter.all

    @Option(help: "Only accounts whose name, user name or e-mail has these words.")
    var match: String?

    @Option(help: "The most lines to print.")
    var limit: Int?

    @OptionGroup var lines: LineOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        try account.requireAdmin()
        try DeskList(account).print(
          ListQuery(source: .users(role), match: match), limit: limit, lines)
      }
    }
  }

  /// `cnt admin user`: what one account may do, and whether it is.
  struct User: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "user", abstract: "Make or unmake admins, and delete accounts.",
      subcommands: [MakeAdmin.self, RemoveAdmin.self, Delete.self])

    struct MakeAdmin: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "make-admin", abstract: "Let somebody decide, delete and make admins.")

      @Argument(help: "A user name, an e-mail address, or user/5.")
      var user: String

      @OptionGroup var consent: Consent
      @OptionGroup var send: SendOptions

      func run() async throws {
        try await reporting { try await RoleChange(user, wanted: true).carryOut(consent, send) }
      }
    }

    struct RemoveAdmin: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "remove-admin", abstract: "Take an admin's rights.")

      @Argument(help: "A user name, an e-mail address, or user/5.")
      var user: String

      @OptionGroup var consent: Consent
      @OptionGroup var send: SendOptions

      func run() async throws {
        try await reporting { try await RoleChange(user, wanted: false).carryOut(consent, send) }
      }
    }

    struct Delete: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an account for good.",
        discussion: """
          Posts, comments, events and playlists of the person go with it; podcasts and films stay, \
          without a name. On a terminal the user name or the e-mail address must be typed.
          """)

      @Argument(help: "A user name, an e-mail address, or user/5.")
      var user: String

      @OptionGroup var consent: Consent
      @OptionGroup var send: SendOptions

      func run() async throws {
        try await reporting {
          let account = try OpenAccount()
          let found = try account.user(user)
          guard found.id != account.credentials.userID else {
            throw Failure(
              sentence: "You cannot delete your own account: another admin can.",
              code: .notAllowed)
          }
          try consent.require(
            "“\(found.shownName)” (\(found.email)) is deleted for good, with all posts, comments,"
              + " events and playlists.", typed: found.names)
          try await Submission(account: account, options: send).carryOut([
            Deed(
              write: .deleteUser(found.id, name: found.names.first ?? "\(found.id)"),
              thing: "user/\(found.id)", past: "deleted")
          ])
        }
      }
    }
  }
}

private struct RoleChange {
  var user: String
  var wanted: Bool

  init(_ user: String, wanted: Bool) {
    self.user = user
    self.wanted = wanted
  }

  func carryOut(_ consent: Consent, _ send: SendOptions) async throws {
    let account = try OpenAccount()
    let found = try account.user(user)
    let submission = Submission(account: account, options: send)
    let name = "user/\(found.id)"
    guard wanted || found.id != account.credentials.userID else {
      throw Failure(
        sentence: "You cannot take your own rights: another admin can.", code: .notAllowed)
    }
    guard found.isAdmin != wanted else {
      return submission.tell(name, already: wanted ? "an admin" : "no admin")
    }
    try consent.require(
      "“\(found.shownName)” (\(found.email)) "
        + (wanted
          ? "may then decide, delete and make other admins." : "is then no admin any more."))
    try await submission.carryOut([
      Deed(
        write: .setAdmin(user: found.id, wanted), thing: name,
        past: wanted ? "made an admin" : "no admin any more")
    ])
  }
}

extension OpenAccount {
  /// The account that is meant; only admins know of accounts.
  func user(_ text: String) throws -> AdminUser {
    try requireAdmin()
    let name = text.hasPrefix("user/") ? String(text.dropFirst("user/".count)) : text
    if let user = try mirror.user(named: name) { return user }
    throw Failure(
      sentence: "There is no account “\(text)” here: run cnt sync, then see cnt admin users.",
      code: .noInput)
  }
}

/// A list of the desk on standard output.
struct DeskList {
  let account: OpenAccount

  init(_ account: OpenAccount) { self.account = account }

  func print(_ query: ListQuery, limit: Int?, _ lines: LineOptions) throws {
    let output = LineOutput()
    let line = try lines.printer()
    let presenter = try account.presenter()
    var left = limit ?? .max
    guard left > 0 else {
      throw Failure(sentence: "--limit takes a number from 1 on.", code: .usage)
    }
    try RowStream(mirror: account.mirror, query: query).forEach { row in
      try output.put(line(ThingSummary(row, presenter, account.media)))
      left -= 1
      return left > 0
    }
    try output.flush()
  }
}
