import ArgumentParser
import SyncEngine

/// What goes into the queue: things by name, or a playlist.
struct QueueThings: ParsableArguments {
  @Argument(
    help: "A kind (podcast, movie, music or story) and numbers, or podcast/12.",
    completion: .list(QueueCommand.scope.completions))
  var things: [String] = []

  @Option(help: "Everything in a playlist, in its order.")
  var playlist: Int?

  /// Changes the queue by them, and prints what went in.
  func put(_ change: (inout PlayQueue, [QueueEntry]) -> Void) throws {
    let account = try OpenAccount()
    let entries = try account.entries(things, playlist: playlist)
    try account.mirror.changeQueue { change(&$0, entries) }
    for entry in entries { print("\(ThingNames.name(entry.ref))\t\(printable(entry.title))") }
  }
}

extension OpenAccount {
  /// What is to be heard of things, or of a playlist.
  func entries(_ things: [String], playlist: Int?) throws -> [QueueEntry] {
    let refs = try ThingNames.read(things, of: QueueCommand.scope)
    guard !refs.isEmpty || playlist != nil else {
      throw Failure(sentence: "Say which: a kind and numbers, as in podcast 12.", code: .usage)
    }
    var rows = try refs.map(require)
    if let playlist {
      _ = try require(ItemRef(kind: .playlist, id: playlist))
      try RowStream(mirror: mirror, query: ListQuery(source: .playlist(playlist))).forEach {
        rows.append($0)
        return true
      }
    }
    var queue = PlayQueue(entries: rows.compactMap(QueueEntry.init(row:)))
    guard !queue.entries.isEmpty else {
      throw Failure(sentence: "There is nothing to hear in what was named.", code: .noInput)
    }
    var random = SystemRandomNumberGenerator()
    queue.number(using: &random)
    return queue.entries
  }
}
