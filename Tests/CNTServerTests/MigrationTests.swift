import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

/// What a database of an earlier server becomes.
struct MigrationTests {
  /// A database as it was after a migration, with two people in it.
  private func database(after migration: String) throws -> DatabaseQueue {
    let queue = try DatabaseQueue()
    try ServerSchema.migrator.migrate(queue, upTo: migration)
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO users (id, username, email, is_admin, created_at) VALUES
            (1, 'grace', 'grace@t.invalid', 0, '2026-01-01T00:00:00'),
            (2, 'admin', 'admin@t.invalid', 1, '2026-01-01T00:00:00');
          INSERT INTO playlists (id, user_id, name, created_at)
            VALUES (1, 1, 'L', '2026-01-01T00:00:00'), (2, 1, 'M', '2026-01-01T00:00:00');
          """)
    }
    return queue
  }

  @Test(arguments: [
    ("podcasts", "podcast", "title, created_at, status", "'T', '2026-01-01', 'archived'"),
    ("movies", "movie", "title, created_at, video_url", "'T', '2026-01-01', '/v'"),
    (
      "music_tracks", "music", "title, created_at, artist, audio_url, is_published",
      "'T', '2026-01-01', 'A', '/a', 3"
    ),
  ])
  func `what libraries showed of hidden content is told anew, and nothing else`(
    table: String, type: String, columns: String, values: String
  ) throws {
    let queue = try database(after: "playback positions")
    let last = try queue.write { db in
      // Of 1 and 2, which are hidden, 1 is in a library; 3 is there for everybody.
      let shown = table == "music_tracks" ? "is_published = 1" : "status = 'approved'"
      try db.execute(
        sql: """
          INSERT INTO \(table) (id, \(columns)) VALUES (1, \(values)), (2, \(values)), (3, \(values));
          UPDATE \(table) SET \(shown) WHERE id = 3;
          INSERT INTO favorites (user_id, content_type, content_id, created_at)
            VALUES (1, '\(type)', 1, '2026-01-01'), (1, '\(type)', 3, '2026-01-01');
          INSERT INTO playlist_items (playlist_id, content_type, content_id, position)
            VALUES (1, '\(type)', 1, 0), (2, '\(type)', 3, 0);
          """)
      return try Int.fetchOne(db, sql: "SELECT max(seq) FROM changes") ?? 0
    }
    try ServerSchema.migrator.migrate(queue, upTo: "content in libraries")
    func told(after seq: Int) throws -> [String] {
      try queue.read { db in
        try String.fetchAll(
          db,
          sql: """
            SELECT kind || ' ' || row_id || ' ' || audience || iif(is_gone, ' gone', '')
            FROM changes WHERE seq > ? AND kind IN ('favorite', 'playlist') ORDER BY 1
            """, arguments: [seq])
      }
    }
    #expect(last > 0)
    #expect(try told(after: last) == ["favorite 1 1", "playlist 1 1"])
    // From then on a decision is told of by itself.
    let next = try queue.write { db in
      let seq = try Int.fetchOne(db, sql: "SELECT max(seq) FROM changes") ?? 0
      let hide = table == "music_tracks" ? "is_published = 2" : "status = 'archived'"
      try db.execute(sql: "UPDATE \(table) SET \(hide) WHERE id = 3")
      return seq
    }
    #expect(try told(after: next) == ["favorite 3 1", "playlist 2 1"])
  }

  private static let huge = [Int.max, Int.min, 1 << 62, (1 << 53) + 1, -(1 << 53) - 1]

  @Test(arguments: huge) func `numbers that no model takes do not make a list a fault`(
    number: Int
  ) throws {
    let queue = try database(after: "indexes of people")
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO podcasts (id, title, duration, category_id, created_at) VALUES
            (1, 'T', \(number), \(number), '2026-01-01'), (2, 'U', \(1 << 53), 7, '2026-01-01');
          INSERT INTO movies (id, title, video_url, duration, category_id, preview_start_time,
            preview_end_time, created_at) VALUES
            (1, 'T', '/v', \(number), \(number), \(number), \(number), '2026-01-01');
          INSERT INTO music_tracks (id, title, artist, audio_url, duration, created_at)
            VALUES (1, 'T', 'A', '/a', \(number), '2026-01-01');
          INSERT INTO events (id, host_id, title, event_date, max_attendees, created_at) VALUES
            (1, 2, 'E', '2030-01-01', \(number), '2026-01-01'),
            (2, 2, 'F', '2030-01-01', 12, '2026-01-01');
          INSERT INTO favorites (user_id, content_type, content_id, created_at)
            VALUES (1, 'podcast', 1, '2026-01-01'), (1, 'podcast', \(number), '2026-01-01');
          INSERT INTO playlist_items (playlist_id, content_type, content_id, position)
            VALUES (1, 'movie', 1, 0), (1, 'movie', \(number), 1);
          INSERT INTO playback_positions (user_id, content_type, content_id, seconds, updated_at)
            VALUES (1, 'podcast', 1, 5, 9), (1, 'podcast', \(number), 5, 9);
          """)
    }
    try ServerSchema.migrator.migrate(queue)
    try queue.write { db in
      let admin = Call.Viewer(id: 2, isAdmin: true)
      let podcasts = try PodcastRows.fetch(db, SQLFilter())
      #expect(podcasts.map(\.duration) == [nil, 1 << 53])
      #expect(podcasts.map(\.categoryID) == [nil, 7])
      let movie = try #require(try MovieRows.fetch(db, SQLFilter()).first)
      #expect(movie.duration == nil && movie.categoryID == nil)
      #expect(movie.previewStartTime == nil && movie.previewEndTime == nil)
      let tracks: [MusicTrack] = try CatalogueRows.fetch(db, .music, SQLFilter())
      #expect(tracks.map(\.duration) == [nil])
      #expect(try EventRows.fetch(db, admin, SQLFilter()).map(\.maxAttendees) == [0, 12])
      #expect(try LibraryRows.favorites(db, SQLFilter()).map(\.contentID) == [1])
      let playlist = try LibraryRows.playlist(db, 1, of: 1)
      #expect(playlist.items?.map(\.contentID) == [1])
      #expect(try PositionRows.fetch(db, of: 1, "1").map(\.contentID) == [1])
      for viewer in [admin, Call.Viewer(id: 1, isAdmin: false)] {
        try ChangeLog.begin(db)
        let page = try ChangeFeed.page(db, for: viewer, after: nil, limit: 500)
        _ = try JSONDecoder().decode(SyncChangePage.self, from: page.json)
      }
    }
  }
}
