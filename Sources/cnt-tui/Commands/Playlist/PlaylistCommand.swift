import ArgumentParser
import CNTKit
import SyncEngine

/// `cnt playlist`: one's own lists of things to play.
struct PlaylistCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "playlist", abstract: "Show, make and fill playlists.",
    discussion: """
      The platform has no call to rename or to delete a playlist. What cannot be sent now waits in \
      the outbox.
      """,
    subcommands: [List.self, Show.self, Create.self, Add.self, Remove.self],
    defaultSubcommand: List.self)

  static let kinds: [ItemKind] = [.podcast, .movie, .track]

  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Show all playlists (the default).")

    @Flag(help: "Print one JSON object a line.")
    var json = false

    private struct Line: Encodable {
      var id: Int
      var name: String
      var description: String?
      var items: Int?
    }

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let json = json
        try RowStream(mirror: account.mirror, query: ListQuery(source: .playlists)).forEach { row in
          guard case .playlist(let list) = row.item else { return true }
          let line = Line(
            id: list.id, name: list.name, description: list.description,
            items: list.itemCount ?? list.items?.count)
          print(
            json
              ? jsonLine(line)
              : "playlist/\(list.id)\t\(printable(list.name))\t\(line.items.map(String.init) ?? "")"
          )
          return true
        }
      }
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Show what is in a playlist.")

    @Argument(help: "The playlist: its number, or playlist/3.")
    var playlist: String

    @Flag(help: "Print one JSON object a line.")
    var json = false

    private struct Line: Encodable {
      /// Names the entry for cnt playlist remove.
      var entry: Int
      var thing: String
      var title: String
    }

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let json = json
        let id = try account.playlist(playlist).id
        let presenter = try account.presenter()
        try RowStream(mirror: account.mirror, query: ListQuery(source: .playlist(id))).forEach {
          let line = Line(
            entry: $0.playlistEntry?.id ?? 0, thing: ThingNames.name($0.item.ref),
            title: presenter.text(for: $0).title)
          print(
            json ? jsonLine(line) : "\(line.entry)\t\(line.thing)\t\(printable(line.title))")
          return true
        }
      }
    }
  }

  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Make a playlist.")

    @Argument(help: "Its name.")
    var name: String

    @Argument(
      help: "What goes into it: a kind (podcast, movie or music) and numbers, or podcast/12.",
      completion: .list(ThingNames.Scope.only(PlaylistCommand.kinds).completions))
    var things: [String] = []

    @Flag(help: "Fill it with the queue.")
    var queue = false

    @Option(help: "What it is about.")
    var about: String?

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let name = name.trimmingWhitespace()
        guard !name.isEmpty else {
          throw Failure(sentence: "Give the playlist a name.", code: .usage)
        }
        let account = try OpenAccount()
        var refs = try ThingNames.read(things, of: .only(PlaylistCommand.kinds))
        for ref in refs { _ = try account.require(ref) }
        if queue {
          refs += try account.mirror.queue().queue.entries.map(\.ref)
            .filter(PlayerState.fitsPlaylist)
        }
        let new = PlaylistCreate(name: name, description: about)
        let made = try account.mirror.submitPlaylist(new, of: refs, now: account.now)
        var deeds = [Deed(write: .createPlaylist(new), thing: "“\(name)”", past: "made")]
        deeds += refs.map {
          Deed(
            write: .addToPlaylist(playlist: made.playlist.id, type: "", id: $0.id),
            thing: ThingNames.name($0), past: "added to “\(name)”")
        }
        try await Submission(account: account, options: send).report(deeds, made.ids)
      }
    }
  }

  struct Add: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Add things to a playlist.")

    @Argument(help: "The playlist: its number, or playlist/3.")
    var playlist: String

    @Argument(
      help: "A kind (podcast, movie or music) and numbers, or podcast/12.",
      completion: .list(ThingNames.Scope.only(PlaylistCommand.kinds).completions))
    var things: [String]

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let list = try account.playlist(playlist)
        let refs = try ThingNames.some(things, of: PlaylistCommand.kinds)
        for ref in refs { _ = try account.require(ref) }
        let ids = try account.mirror.submit(
          adding: refs, toPlaylist: list.id, now: account.now)
        let deeds = refs.map {
          Deed(
            write: .addToPlaylist(playlist: list.id, type: "", id: $0.id),
            thing: ThingNames.name($0), past: "added to “\(list.name)”")
        }
        try await Submission(account: account, options: send).report(deeds, ids)
      }
    }
  }

  struct Remove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "remove", abstract: "Take entries out of a playlist.")

    @Argument(help: "The playlist: its number, or playlist/3.")
    var playlist: String

    @Argument(help: "Entries, by the first column of cnt playlist show.")
    var entries: [Int]

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        let list = try account.playlist(playlist)
        let deeds = try entries.map { id in
          guard let item = list.items?.first(where: { $0.id == id }) else {
            throw Failure(
              sentence: "There is no entry \(id) in “\(list.name)”: cnt playlist show \(list.id) "
                + "lists them.", code: .noInput)
          }
          return Deed(
            write: .removeFromPlaylist(
              playlist: list.id, item: id, type: item.contentType, id: item.contentID),
            thing: "entry \(id)", past: "removed from “\(list.name)”")
        }
        try await Submission(account: account, options: send).carryOut(deeds)
      }
    }
  }
}

extension OpenAccount {
  /// A playlist by its number or name in lists; one made here and not sent yet has a negative number.
  fileprivate func playlist(_ word: String) throws -> Playlist {
    let number = word.hasPrefix("playlist/") ? String(word.dropFirst(9)) : word
    guard let id = Int(number), id != 0 else {
      throw Failure(
        sentence: "“\(word)” is no playlist: write its number, or playlist/3 as lists print it.",
        code: .usage)
    }
    guard case .playlist(let list) = try require(ItemRef(kind: .playlist, id: id)).item else {
      throw Failure(sentence: "playlist/\(id) is not here: run cnt sync.", code: .noInput)
    }
    return list
  }
}
