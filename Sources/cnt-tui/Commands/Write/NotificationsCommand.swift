import ArgumentParser
import CNTKit
import SyncEngine

/// `cnt notifications`: what is done about notifications; cnt list notifications shows them.
struct NotificationsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notifications", abstract: "Mark notifications as read.",
    subcommands: [Read.self])

  struct Read: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "read", abstract: "Mark notifications as read.")

    @Argument(help: "Numbers, or notification/7 as lists print them.")
    var notifications: [String] = []

    @Flag(help: "All of them.")
    var all = false

    @OptionGroup var send: SendOptions

    func validate() throws {
      guard all != !notifications.isEmpty else {
        throw ValidationError("Say which notifications, or --all.")
      }
    }

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let submission = Submission(account: account, options: send)
        if all {
          let deed = Deed(write: .markAllRead, thing: "all notifications", past: "read")
          return try await submission.carryOut([deed])
        }
        var deeds: [Deed] = []
        for word in notifications {
          let ref = try ThingNames.one(word, of: .notification)
          guard case .notification(let one) = try account.require(ref).item else { continue }
          if one.read {
            submission.tell(ThingNames.name(ref), already: "read")
          } else {
            deeds.append(
              Deed(write: .markRead([one.id]), thing: ThingNames.name(ref), past: "read"))
          }
        }
        try await submission.carryOut(deeds)
      }
    }
  }
}
