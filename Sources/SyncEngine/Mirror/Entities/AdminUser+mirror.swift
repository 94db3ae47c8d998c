import CNTKit
import GRDB

extension AdminUser: MirrorEntity {
  static var kind: ItemKind { .user }
  static var table: String { "admin_user" }
  static var columns: String {
    """
    username TEXT, name TEXT, email TEXT NOT NULL, avatar TEXT, phone TEXT, date_of_birth TEXT,
    bio TEXT, is_admin INTEGER NOT NULL, auth_provider TEXT, has_artist_profile INTEGER NOT NULL,
    created_at TEXT, updated_at TEXT
    """
  }
  /// Set while its deletion waits to be sent.
  static var ownColumns: String? { "leaving INTEGER NOT NULL DEFAULT 0" }
  var sortKey: Int { createdAt.sortKey }
  var searchTitle: String { [name, username].compactMap { $0 }.joined(separator: " ") }
  var searchBody: String { email }
  static var searchSQL: (title: String, body: String) {
    ("trim(coalesce(name, '') || ' ' || coalesce(username, ''))", "email")
  }
  var item: Item { .user(self) }

  func write(to row: inout ColumnValues) {
    row.add(username)
    row.add(name)
    row.add(email)
    row.add(avatar)
    row.add(phone)
    row.add(dateOfBirth)
    row.add(bio)
    row.add(isAdmin)
    row.add(authProvider)
    row.add(hasArtistProfile)
    row.add(createdAt)
    row.add(updatedAt)
  }
}
