import SyncEngine

/// Things as a person names them in a shell: `podcast 12 13`, or `podcast/12` as search prints it.
enum ThingNames {
  private static let kinds: [String: ItemKind] = [
    "podcast": .podcast, "movie": .movie, "track": .track, "music": .track, "story": .story,
    "document": .document, "playlist": .playlist, "artist": .artist,
  ]

  /// Reads the words in order; each number belongs to the kind before it.
  static func read(_ words: [String]) throws -> [ItemRef] {
    var kind: ItemKind?
    var refs: [ItemRef] = []
    for word in words {
      let halves = word.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
      if halves.count == 2, let named = kinds[halves[0]], let id = id(halves[1]) {
        refs.append(ItemRef(kind: named, id: id))
      } else if let named = kinds[word] {
        kind = named
      } else if let kind, let id = id(word) {
        refs.append(ItemRef(kind: kind, id: id))
      } else {
        throw Failure(
          sentence: "“\(word)” names nothing: write a kind (\(names)) and numbers, as in"
            + " podcast 12.", code: .usage)
      }
    }
    return refs
  }

  private static func id(_ text: String) -> Int? { Int(text).flatMap { $0 > 0 ? $0 : nil } }

  private static let names = "podcast, movie, music, story, document, playlist or artist"
}
