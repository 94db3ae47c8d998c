import ArgumentParser
import CNTKit
import SyncEngine

extension DeskContent.State: ExpressibleByArgument {}

extension AdminCommand {
  /// `cnt admin content`: what was decided on.
  struct Content: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "content", abstract: "List what is published, or was taken off.")

    @Option(help: "approved, or hidden: rejected or archived.")
    var state = DeskContent.State.approved

    @Option(
      help: "Only podcast, movie, music, post or event.", completion: .list(ListKind.adminTypes))
    var type: String?

    @Option(
      help: "Only what has these words in its title or text, or was made by somebody so named.")
    var match: String?

    @Option(help: "The most lines to print.")
    var limit: Int?

    @OptionGroup var lines: LineOptions

    func validate() throws {
      if let type, !ListKind.adminTypes.contains(type) {
        throw ValidationError("There is no type “\(type)”.")
      }
    }

    func run() async throws {
      try await reporting {
        let account = try OpenAccount()
        try account.requireAdmin()
        let content = DeskContent(type: type == "post" ? "community_post" : type, state)
        try DeskList(account).print(
          ListQuery(source: .content(content), match: match), limit: limit, lines)
      }
    }
  }

  struct Archive: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "archive", abstract: "Take things off the platform without deleting them.",
      discussion: "cnt admin restore publishes them again. Not every server can archive.")

    @Argument(help: "Such as podcast/12 or post/5.")
    var things: [String]

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        try await ContentDeed(things).carryOut(send, past: "archived") {
          .archive(type: $0, id: $1)
        }
      }
    }
  }

  struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "restore", abstract: "Publish again what was rejected or archived.")

    @Argument(help: "Such as podcast/12 or post/5.")
    var things: [String]

    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        try await ContentDeed(things).carryOut(send, past: "published again") {
          .restore(type: $0, id: $1)
        }
      }
    }
  }

  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "delete", abstract: "Delete things for good, with all that hangs on them.")

    @Argument(help: "Such as podcast/12 or post/5.")
    var things: [String]

    @OptionGroup var consent: Consent
    @OptionGroup var send: SendOptions

    func run() async throws {
      try await reporting {
        let deed = try ContentDeed(things)
        try consent.require(
          "\(deed.rows.map { ThingNames.name($0.item.ref) }.joined(separator: ", ")) "
            + "\(deed.rows.count == 1 ? "is" : "are") deleted for good. Nothing brings it back.",
          typed: deed.rows.count > 1 ? ["delete"] : [])
        try await deed.carryOut(send, past: "deleted") { .deleteContent(type: $0, id: $1) }
      }
    }
  }

  /// `cnt admin carousel`: the posts of the first page.
  struct Carousel: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "carousel", abstract: "Choose the posts of the first page's carousel.",
      subcommands: [List.self, Show.self, Hide.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List posts with their place in the carousel: on or off.")

      @Flag(help: "Print one JSON object a line.")
      var json = false

      func run() async throws {
        try await reporting {
          let account = try OpenAccount()
          try account.requireAdmin()
          let output = LineOutput()
          try RowStream(mirror: account.mirror, query: ListQuery(source: .carousel)).forEach {
            row in
            guard case .post(let post) = row.item else { return true }
            let line = CarouselLine(post, pending: row.pending)
            try output.put(json ? jsonLine(line) : line.plain)
            return true
          }
          try output.flush()
        }
      }
    }

    struct Show: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Put posts into the carousel.")

      @Argument(help: "Numbers of posts, or post/5.")
      var posts: [String]

      @OptionGroup var send: SendOptions

      func run() async throws {
        try await reporting { try await CarouselDeed(posts, wanted: true).carryOut(send) }
      }
    }

    struct Hide: AsyncParsableCommand {
      static let configuration = CommandConfiguration(
        commandName: "hide", abstract: "Take posts out of the carousel.")

      @Argument(help: "Numbers of posts, or post/5.")
      var posts: [String]

      @OptionGroup var send: SendOptions

      func run() async throws {
        try await reporting { try await CarouselDeed(posts, wanted: false).carryOut(send) }
      }
    }
  }
}

/// A post and whether it is in the carousel.
private struct CarouselLine: Encodable {
  var id: Int
  var title: String
  var shown: Bool
  var pending: Bool

  init(_ post: CommunityPost, pending: Bool) {
    (id, title) = (post.id, post.title)
    shown = post.showInCarousel != false
    self.pending = pending
  }

  var plain: String { "post/\(id)\t\(shown ? "on" : "off")\t\(printable(title))" }
}

private struct CarouselDeed {
  var posts: [String]
  var wanted: Bool

  init(_ posts: [String], wanted: Bool) {
    self.posts = posts
    self.wanted = wanted
  }

  func carryOut(_ send: SendOptions) async throws {
    let account = try OpenAccount()
    try account.requireAdmin()
    let submission = Submission(account: account, options: send)
    var deeds: [Deed] = []
    for word in posts {
      let ref = try ThingNames.one(word, of: .post)
      guard ref.id > 0, case .post(let post) = try account.require(ref).item else { continue }
      let name = ThingNames.name(ref)
      if (post.showInCarousel != false) == wanted {
        submission.tell(name, already: wanted ? "in the carousel" : "not in the carousel")
      } else {
        deeds.append(
          Deed(
            write: .setCarousel(post: post.id, wanted), thing: name,
            past: wanted ? "in the carousel" : "out of the carousel"))
      }
    }
    try await submission.carryOut(deeds)
  }
}

/// Things that were decided on; when one is not here, nothing is done to any.
private struct ContentDeed {
  let account: OpenAccount
  let rows: [Row]

  init(_ words: [String]) throws {
    account = try OpenAccount()
    try account.requireAdmin()
    let account = account
    var seen: Set<ItemRef> = []
    rows = try words.compactMap { word in
      let named = try ThingNames.adminItem(word)
      guard let kind = ItemKind(deskType: named.type) else { return nil }
      let ref = ItemRef(kind: kind, id: named.id)
      return seen.insert(ref).inserted ? try account.require(ref) : nil
    }
  }

  func carryOut(
    _ send: SendOptions, past: String, _ write: (String, Int) -> Write
  ) async throws {
    let deeds = rows.compactMap { row -> Deed? in
      let ref = row.item.ref
      return ref.kind.deskType.map {
        Deed(
          write: write($0, ref.id), thing: ThingNames.name(ThingNames.shown(row.item)), past: past)
      }
    }
    try await Submission(account: account, options: send).carryOut(deeds)
  }
}
