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

  @Flag(help: "Go on with the queue, where it was stopped.")
  var queue = false

  @Option(help: "Where the first one begins, in seconds.")
  var from: Double?

  @Option(help: "From 0.25 to 4; 1 is as it was recorded.")
  var speed: Double?

  func validate() throws {
    guard [!things.isEmpty, playlist != nil, queue].count(where: { $0 }) == 1 else {
      throw ValidationError("Say what to play: a kind and numbers, --playlist or --queue.")
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
      let account = try OpenAccount()
      let session =
        queue
        ? try PlaySession(account, try stored(account), isStored: true, from: from, speed: speed)
        : try PlaySession(
          account, PlayQueue(entries: try account.entries(things, playlist: playlist)),
          from: from, speed: speed)
      try await session.run()
    }
  }

  private func stored(_ account: OpenAccount) throws -> PlayQueue {
    let queue = try account.mirror.queue().queue
    guard !queue.entries.isEmpty else {
      throw Failure(sentence: "The queue is empty: cnt queue add fills it.", code: .noInput)
    }
    return queue
  }
}
