import CNTKit

/// What can be in a playlist, by the platform's word for it.
struct PlaylistThing: Hashable {
  var type: String
  var id: Int
}

/// A playlist that is being changed: every change costs the same, however many entries there are.
struct PlaylistDraft {
  private var list: Playlist
  /// The entries; those that were removed leave a gap until the end.
  private var items: [PlaylistItem?]
  /// Where the entry with an id is.
  private var places: [Int: Int] = [:]
  private var count: Int
  private var last: Int
  private var hasItems: Bool

  init(_ playlist: Playlist) {
    list = playlist
    hasItems = playlist.items != nil
    items = playlist.items ?? []
    count = items.count
    last = playlist.items?.map(\.position).max() ?? -1
    for (place, item) in items.enumerated() { item.map { places[$0.id] = place } }
  }

  var playlist: Playlist {
    var playlist = list
    playlist.items = hasItems ? items.compactMap { $0 } : nil
    return playlist
  }

  /// Adds an entry at the end; one whose id is there already stays as it is.
  mutating func add(_ thing: PlaylistThing, as id: Int) {
    guard places[id] == nil else { return }
    hasItems = true
    last += 1
    places[id] = items.count
    items.append(
      PlaylistItem(id: id, contentType: thing.type, contentID: thing.id, position: last))
    count += 1
    list.itemCount = max(count, (list.itemCount ?? 0) + 1)
  }

  mutating func remove(_ id: Int) {
    guard let place = places.removeValue(forKey: id) else { return }
    list.itemCount = max(0, (list.itemCount ?? count) - 1)
    items[place] = nil
    count -= 1
  }

  /// The entry gets the server's id; where that is there already, it goes.
  mutating func rename(_ local: Int, _ server: Int) {
    guard let place = places[local] else { return }
    guard places[server] == nil else { return remove(local) }
    places[local] = nil
    places[server] = place
    items[place]?.id = server
  }

  /// Whether an entry of the server's is the same thing.
  func hasOfServer(_ thing: PlaylistThing) -> Bool {
    items.contains { item in
      guard let item else { return false }
      return item.id > 0 && item.contentID == thing.id && item.isSameKind(as: thing.type)
    }
  }
}
