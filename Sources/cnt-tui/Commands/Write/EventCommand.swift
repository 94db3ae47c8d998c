import ArgumentParser
import CNTKit
import SyncEngine

/// `cnt event`: ask for a place at a gathering, or give it back.
struct EventCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "event", abstract: "Join or leave events, or take them into a calendar.",
    subcommands: [Join.self, Leave.self, Export.self])

  struct Join: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "join", abstract: "Ask the host for a place.")

    @Argument(help: "Numbers of events, or event/3 as lists print them.")
    var events: [String]

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting { try await Attendance(events: events, wanted: true).carryOut(send) }
    }
  }

  struct Leave: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "leave", abstract: "Give a place back, or stop asking for one.")

    @Argument(help: "Numbers of events, or event/3 as lists print them.")
    var events: [String]

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting { try await Attendance(events: events, wanted: false).carryOut(send) }
    }
  }
}

private struct Attendance {
  var events: [String]
  var wanted: Bool

  func carryOut(_ options: SendOptions) async throws {
    let account = try OpenAccount()
    let submission = Submission(account: account, options: options)
    var deeds: [Deed] = []
    for word in events {
      let ref = try ThingNames.one(word, of: .event)
      guard case .event(let event) = try account.require(ref).item else { continue }
      let name = ThingNames.name(ref)
      guard event.hostID != account.credentials.userID else {
        throw Failure(sentence: "You host \(name): a host has a place without asking.")
      }
      let isOnList = event.isAttending || event.myAttendanceStatus != nil
      if isOnList == wanted {
        submission.tell(name, already: wanted ? "you are on the list" : "you are not on the list")
      } else {
        deeds.append(
          Deed(
            write: .attend(event: event.id, wanted), thing: name,
            past: wanted ? "asked for a place" : "left"))
      }
    }
    try await submission.carryOut(deeds)
  }
}
