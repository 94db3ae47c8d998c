import ArgumentParser
import SyncEngine

/// `cnt play`: listen without the app.
struct PlayCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Play things without opening the app.",
    discussion: """
      Plays one after the other, from where each was stopped, from the file on this machine where \
      there is one. On a terminal: space pauses, left and right seek, up and down change the volume, \
      < and > go to the previous and the next, { and } change the speed, q ends.
      """)

  @Argument(
    help: "A kind (podcast, movie, music or story) and numbers, or podcast/12.",
    completion: .list(ThingNames.Scope.only([.podcast, .movie, .track, .story]).completions))
  var things: [String] = []

  @Option(help: "Everything in a playlist, in its order.")
  var playlist: Int?

  @Option(help: "Where the first one begins, in seconds.")
  var from: Double?

  @Option(help: "From 0.25 to 4; 1 is as it was recorded.")
  var speed: Double?

  func validate() throws {
    guard things.isEmpty != (playlist == nil) else {
      throw ValidationError("Say what to play: a kind and numbers, or --playlist.")
    }
    if let from, !(0...1_000_000).contains(from) {
      throw ValidationError("--from takes seconds from the start.")
    }
    if let speed, !(0.25...4).contains(speed) {
      throw ValidationError("--speed takes a number from 0.25 to 4.")
    }
  }

  func run() async throws {
    try await reporting {
      let refs = try ThingNames.read(things, of: .only([.podcast, .movie, .track, .story]))
      guard !refs.isEmpty || playlist != nil else {
        throw Failure(sentence: "Say which: a kind and numbers, as in podcast 12.", code: .usage)
      }
      let account = try OpenAccount()
      let entries = try queue(refs, account)
      let session = try PlaySession(account, entries, from: from, speed: speed)
      try await session.run()
    }
  }

  private func queue(_ refs: [ItemRef], _ account: OpenAccount) throws -> [PlayerState.Entry] {
    var rows = try refs.map(account.require)
    if let playlist {
      _ = try account.require(ItemRef(kind: .playlist, id: playlist))
      try RowStream(mirror: account.mirror, query: ListQuery(source: .playlist(playlist)))
        .forEach {
          rows.append($0)
          return true
        }
    }
    let entries = rows.compactMap(PlayerState.Entry.init(row:))
    guard !entries.isEmpty else {
      throw Failure(sentence: "There is nothing to hear in what was named.", code: .noInput)
    }
    return entries
  }
}
