import ArgumentParser
import SyncEngine

/// `cnt follow`: hear of an artist's news.
struct FollowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow", abstract: "Follow artists.")

  @Argument(help: "Numbers of artists, or artist/3 as lists print them.")
  var artists: [String]

  @OptionGroup var send: SendOptions

  func run() async throws {
    try await reporting { try await Following(artists: artists, wanted: true).carryOut(send) }
  }
}

/// `cnt unfollow`: hear no more of an artist.
struct UnfollowCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unfollow", abstract: "Follow artists no more.")

  @Argument(help: "Numbers of artists, or artist/3 as lists print them.")
  var artists: [String]

  @OptionGroup var send: SendOptions

  func run() async throws {
    try await reporting { try await Following(artists: artists, wanted: false).carryOut(send) }
  }
}

private struct Following {
  var artists: [String]
  var wanted: Bool

  func carryOut(_ options: SendOptions) async throws {
    let account = try OpenAccount()
    let submission = Submission(account: account, options: options)
    var deeds: [Deed] = []
    for word in artists {
      let ref = try ThingNames.one(word, of: .artist)
      guard case .artist(let artist) = try account.require(ref).item else { continue }
      let name = ThingNames.name(ref)
      guard artist.userID != account.credentials.userID else {
        throw Failure(sentence: "\(name) is your own page: nobody follows themselves.")
      }
      if (artist.isFollowing == true) == wanted {
        submission.tell(name, already: wanted ? "followed" : "not followed")
      } else {
        deeds.append(
          Deed(
            write: .follow(artist: artist.id, wanted), thing: name,
            past: wanted ? "followed" : "not followed any more"))
      }
    }
    try await submission.carryOut(deeds)
  }
}
