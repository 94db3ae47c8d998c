import CNTKit
import Foundation
import GRDB

extension Playlist: MirrorEntity {
  static var kind: ItemKind { .playlist }
  static var table: String { "playlist" }
  static var columns: String {
    """
    user_id INTEGER NOT NULL, name TEXT NOT NULL, description TEXT, cover_image TEXT,
    item_count INTEGER, items TEXT, created_at TEXT
    """
  }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { name }
  var searchBody: String { description ?? "" }
  static var searchSQL: (title: String, body: String) {
    ("name", "coalesce(description, '')")
  }
  var item: Item { .playlist(self) }

  static var holdsLocalIDs: Bool { true }

  mutating func takeLocalIDs(_ row: GRDB.Row) {
    id = row["id"]
    // The wire model refuses a list with an entry that was added here.
    guard items == nil, let json = row["items"] as String? else { return }
    items = (try? JSONDecoder().decode([StoredItem].self, from: Data(json.utf8)))?.map(\.item)
  }

  /// An entry as it is stored: its id may be negative.
  private struct StoredItem: Decodable {
    var id: Int
    var contentType: String
    var contentID: Int
    var position: Int
    var content: ContentSummary?

    var item: PlaylistItem {
      PlaylistItem(
        id: id, contentType: contentType, contentID: contentID, position: position,
        content: content)
    }

    enum CodingKeys: String, CodingKey {
      case id
      case contentType = "content_type"
      case contentID = "content_id"
      case position
      case content
    }
  }

  func write(to row: inout ColumnValues) {
    row.add(userID)
    row.add(name)
    row.add(description)
    row.add(coverImage)
    row.add(itemCount)
    row.add(json: items)
    row.add(createdAt)
  }
}
