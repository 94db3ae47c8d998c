import ArgumentParser
import CNTKit
import SyncEngine

extension CommissionSettings.Kind: ExpressibleByArgument {}

extension AdminCommand {
  /// `cnt admin commission`: what the platform keeps of a donation.
  struct Commission: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "commission", abstract: "Show or change what the platform keeps of a donation.",
      subcommands: [Get.self, Set.self], defaultSubcommand: Get.self)

    struct Get: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Show the settings as they were last fetched.")

      @Flag(help: "Print one JSON object.")
      var json = false

      func run() async throws {
        try await reporting {
          let account = try OpenAccount()
          let state = try account.commission()
          guard let server = state.server else { return }
          if json {
            print(jsonLine(server))
          } else {
            print(CommissionView.sentence(server.change))
            if let by = state.changedBy ?? server.updatedBy.map({ "user \($0)" }),
              let at = server.updatedAt
            {
              print(printable("last changed \(at.text) by \(by)"))
            }
            if let waiting = state.waiting {
              print("waits to be sent: \(CommissionView.sentence(waiting))")
            }
          }
        }
      }
    }

    struct Set: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Change the settings; what is not named stays.")

      @Option(help: "percentage, fixed or percentage_plus_fixed.")
      var kind: CommissionSettings.Kind?

      @Option(help: "From 0 to 100.")
      var percentage: Double?

      @Option(help: "US dollars, 0 or more.")
      var fixed: Double?

      @Flag(inversion: .prefixedNo, help: "Whether the commission is taken at all.")
      var active: Bool?

      @OptionGroup var send: SendOptions

      func validate() throws {
        guard kind != nil || percentage != nil || fixed != nil || active != nil else {
          throw ValidationError("Say what to change: --kind, --percentage, --fixed or --active.")
        }
      }

      func run() async throws {
        try await reporting {
          let account = try OpenAccount()
          let state = try account.commission()
          guard let seen = state.server?.change, var wanted = state.current else { return }
          if let kind { wanted.kind = kind }
          if let percentage { wanted.percentage = percentage }
          if let fixed { wanted.fixedAmount = fixed }
          if let active { wanted.isActive = active }
          if let problem = wanted.problem { throw Failure(sentence: problem, code: .usage) }
          let submission = Submission(account: account, options: send)
          guard wanted != state.current else {
            return submission.tell("commission", already: CommissionView.sentence(wanted))
          }
          try await submission.carryOut([
            Deed(
              write: .setCommission(wanted, seen: seen), thing: "commission",
              past: CommissionView.sentence(wanted))
          ])
          if let replaced = try account.mirror.commission().replaced, !send.json {
            print(
              "This replaced what another admin had set meanwhile: "
                + CommissionView.sentence(replaced.settings.change))
          }
        }
      }
    }
  }
}

extension OpenAccount {
  /// The settings, which the server must have given at least once.
  fileprivate func commission() throws -> CommissionState {
    try requireAdmin()
    let state = try mirror.commission()
    guard state.server != nil else {
      throw Failure(
        sentence: "The server's commission was not fetched yet: run cnt sync.", code: .temporary)
    }
    return state
  }
}
