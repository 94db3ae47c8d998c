import CNTKit
import SyncEngine

/// Things as a person names them in a shell: `podcast 12 13`, or `podcast/12` as lists print it.
enum ThingNames {
  /// Which kinds are understood.
  enum Scope: Sendable {
    /// What can be downloaded, alone or by the list.
    case downloads
    case all
    case only([ItemKind])

    fileprivate func contains(_ kind: ItemKind) -> Bool {
      switch self {
      case .downloads:
        [.podcast, .movie, .track, .story, .document, .playlist, .artist].contains(kind)
      case .all: true
      case .only(let kinds): kinds.contains(kind)
      }
    }

    /// The words for its kinds, for shells to complete.
    var completions: [String] { ThingNames.words.filter { contains($0.kind) }.map(\.word) }

    /// The words for its kinds: "podcast, movie or music".
    fileprivate var words: String {
      let words = completions
      guard words.count > 1, let last = words.last else { return words.first ?? "" }
      return words.dropLast().joined(separator: ", ") + " or " + last
    }
  }

  /// What a person writes, in the order in which it is told of.
  private static let words: [(word: String, kind: ItemKind)] = [
    ("podcast", .podcast), ("movie", .movie), ("music", .track), ("story", .story),
    ("document", .document), ("post", .post), ("comment", .comment), ("event", .event),
    ("notification", .notification), ("playlist", .playlist), ("artist", .artist),
    ("user", .user),
    ("support", .support),
  ]

  private static let kinds = Dictionary(
    words.map { ($0.word, $0.kind) } + [("track", .track)], uniquingKeysWith: { $1 })

  /// Reads the words in order; each number belongs to the kind before it.
  static func read(_ words: [String], of scope: Scope = .downloads) throws -> [ItemRef] {
    var kind: ItemKind?
    var refs: [ItemRef] = []
    for word in words {
      if let ref = reference(word), scope.contains(ref.kind) {
        refs.append(ref)
      } else if let named = kinds[word], scope.contains(named) {
        kind = named
      } else if let kind, let id = id(word, of: kind) {
        refs.append(ItemRef(kind: kind, id: id))
      } else {
        throw Failure(
          sentence: "“\(word)” names nothing: write a kind (\(scope.words)) and numbers, as in"
            + " \(example(scope)).", code: .usage)
      }
    }
    return refs
  }

  /// The same where nothing is an error.
  static func some(_ words: [String], of kinds: [ItemKind]) throws -> [ItemRef] {
    let refs = try read(words, of: .only(kinds))
    guard !refs.isEmpty else {
      throw Failure(
        sentence: "Say which: a kind and numbers, as in \(example(.only(kinds))).", code: .usage)
    }
    return refs
  }

  /// One thing whose kind is known: `5`, or `post/5`.
  static func one(_ word: String, of kind: ItemKind) throws -> ItemRef {
    if let ref = reference(word), ref.kind == kind { return ref }
    if let id = id(word, of: kind) { return ItemRef(kind: kind, id: id) }
    throw Failure(
      sentence: "“\(word)” is no \(kind.rawValue): write its number, or \(kind.rawValue)/5 as lists"
        + " print it.", code: .usage)
  }

  /// `podcast/12`; nil for anything else.
  static func reference(_ text: String) -> ItemRef? {
    let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard halves.count == 2, let kind = kinds[halves[0]], let id = id(halves[1], of: kind) else {
      return nil
    }
    return ItemRef(kind: kind, id: id)
  }

  /// As lists print it.
  static func name(_ ref: ItemRef) -> String { "\(ref.kind.rawValue)/\(ref.id)" }

  /// A thing under the name that a person knows it by: what waits for a decision has that of what it is.
  static func shown(_ item: Item) -> ItemRef {
    guard case .adminItem(let waiting) = item else { return item.ref }
    return ItemRef(kind: adminTypes[waiting.type] ?? .adminItem, id: waiting.id)
  }

  /// The words of the admin desk for kinds.
  private static let adminTypes: [String: ItemKind] = [
    "podcast": .podcast, "movie": .movie, "music": .track, "community_post": .post,
    "event": .event,
  ]

  /// What waits for a decision, named as what it is: `podcast/12`.
  static func adminItem(_ text: String) throws -> (type: String, id: Int, ref: ItemRef) {
    guard let ref = reference(text.replacing("community_post/", with: "post/")), ref.id > 0,
      let type = adminTypes.first(where: { $0.value == ref.kind })?.key
    else {
      throw Failure(
        sentence:
          "“\(text)” names nothing that is decided on: write podcast/12, movie/12, music/12,"
          + " post/12 or event/12.", code: .usage)
    }
    return (type, ref.id, Item.adminItem(AdminContentItem(id: ref.id, type: type)).ref)
  }

  /// What was made here and not sent yet has a negative number.
  private static func id(_ text: String, of kind: ItemKind) -> Int? {
    guard let id = Int(text), id != 0, "\(id)" == text else { return nil }
    return id > 0 || [.post, .comment, .support, .document].contains(kind) ? id : nil
  }

  private static func example(_ scope: Scope) -> String {
    (words.first { scope.contains($0.kind) }?.word ?? "podcast") + " 12"
  }
}
