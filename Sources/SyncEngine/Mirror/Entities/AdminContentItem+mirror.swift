import CNTKit
import GRDB

extension AdminContentItem: MirrorEntity {
  static var kind: ItemKind { .adminItem }
  static var table: String { "admin_item" }
  static var columns: String {
    """
    type TEXT NOT NULL, title TEXT NOT NULL, creator_name TEXT, status TEXT, created_at TEXT,
    description TEXT, cover_image TEXT, thumbnail_url TEXT, image_url TEXT, audio_url TEXT,
    video_url TEXT, duration INTEGER, content_id INTEGER
    """
  }
  /// Set while a decision waits to be sent.
  static var ownColumns: String? { "decided INTEGER NOT NULL DEFAULT 0" }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { title }
  var searchBody: String { (creatorName ?? "") + " " + (description ?? "") }
  static var searchSQL: (title: String, body: String) {
    (
      title: "title",
      body: """
      coalesce(creator_name, '') || ' ' || coalesce(description, '')
      """
    )
  }
  var item: Item { .adminItem(self) }

  func write(to row: inout ColumnValues) {
    row.add(type)
    row.add(title)
    row.add(creatorName)
    row.add(status)
    row.add(createdAt)
    row.add(description)
    row.add(coverImage)
    row.add(thumbnailURL)
    row.add(imageURL)
    row.add(audioURL)
    row.add(videoURL)
    row.add(duration)
    row.add(id)
  }
}
