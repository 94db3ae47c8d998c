import CNTKit

/// Migration v2: the log that the change feed reads, kept by triggers so that no route, and nobody
/// with a SQL prompt, can forget it.
///
/// `changes` has one live entry for each thing that somebody may see: a change removes the thing's
/// entry and appends it anew. So the log is no longer than the content plus what was deleted, and
/// reading it from its beginning is a full snapshot. SQLite has one writer at a time, which makes
/// the order of `seq` the order of commits; a database with several writers (PostgreSQL) can commit
/// a smaller number later, and would have to hold back what is younger than its oldest open write.
///
/// A released migration stays as it is: a new table's triggers come with a migration of their own.
enum ChangeLogSchema {
  static let everybody = 0
  static let admins = -1

  static var sql: String {
    ([tables] + triggers + [backfill]).joined(separator: "\n")
  }

  /// `audience` is a user's id, or one of the two above; `type` tells favourites and admin items of
  /// one id apart and is empty for all others. `pruned` is the newest entry that was forgotten.
  private static let tables = """
    CREATE TABLE changes (
      seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, row_id INTEGER NOT NULL,
      type TEXT NOT NULL, audience INTEGER NOT NULL, is_gone INTEGER NOT NULL,
      changed_at INTEGER NOT NULL
    );
    CREATE UNIQUE INDEX changes_thing ON changes(kind, row_id, type, audience);
    CREATE INDEX changes_audience ON changes(audience, seq);
    CREATE INDEX changes_gone ON changes(seq) WHERE is_gone;
    CREATE TABLE pruned (audience INTEGER PRIMARY KEY, seq INTEGER NOT NULL);
    CREATE TABLE epochs (
      number INTEGER PRIMARY KEY AUTOINCREMENT, epoch TEXT NOT NULL UNIQUE,
      first_seq INTEGER NOT NULL
    );
    CREATE INDEX podcasts_creator ON podcasts(creator_id);
    CREATE INDEX movies_creator ON movies(creator_id);
    CREATE INDEX movies_category ON movies(category_id);
    CREATE INDEX community_posts_user ON community_posts(user_id);
    CREATE INDEX comments_user ON comments(user_id);
    CREATE INDEX events_host ON events(host_id);
    CREATE INDEX playlists_user ON playlists(user_id);
    CREATE INDEX playlist_items_list ON playlist_items(playlist_id, position, id);
    CREATE INDEX playlist_items_content ON playlist_items(content_id);
    CREATE INDEX favorites_content ON favorites(content_id);
    """

  /// Moves entries to the end of the log. `things` selects row id, type and audience.
  static func log(
    _ kind: SyncKey.Kind, _ things: String, isGone: String = "0"
  ) -> String {
    """
    DELETE FROM changes WHERE kind = '\(kind.rawValue)' AND (row_id, type, audience) IN (\(things));
    INSERT INTO changes (kind, row_id, type, audience, is_gone, changed_at)
      SELECT '\(kind.rawValue)', things.*, \(isGone), CAST(strftime('%s', 'now') AS INTEGER)
      FROM (\(things)) AS things;
    """
  }

  /// Things of everybody.
  private static func shared(
    _ kind: SyncKey.Kind, _ from: String, id: String = "id", isGone: String = "0"
  ) -> String {
    log(kind, "SELECT \(id), '', \(everybody) \(from)", isGone: isGone)
  }

  static func trigger(
    _ event: String, on table: String, _ name: String, when condition: String? = nil,
    _ body: String...
  ) -> String {
    """
    CREATE TRIGGER \(table)_\(name) AFTER \(event) ON \(table)
    \(condition.map { "WHEN \($0)" } ?? "") BEGIN
    \(body.joined(separator: "\n"))
    END;
    """
  }

  private static var triggers: [String] {
    rows + parts + [posts, categories] + contents.flatMap(summaries) + queue + users
  }

  // MARK: - A row's own changes

  private static let sharedTables: [(table: String, kind: SyncKey.Kind)] = [
    ("categories", .category), ("artists", .artist), ("podcasts", .podcast), ("movies", .movie),
    ("music_tracks", .music), ("bible_stories", .bibleStory), ("document_assets", .document),
    ("community_posts", .post), ("comments", .comment), ("events", .event),
  ]

  private static let privateTables: [(table: String, kind: SyncKey.Kind, columns: [String])] = [
    ("playlists", .playlist, ["id", "''", "user_id"]),
    ("favorites", .favorite, ["content_id", "content_type", "user_id"]),
    ("notifications", .notification, ["id", "''", "user_id"]),
  ]

  private static var rows: [String] {
    sharedTables.flatMap { table, kind in
      [
        trigger("INSERT", on: table, "made", shared(kind, "", id: "NEW.id")),
        trigger("UPDATE", on: table, "changed", shared(kind, "", id: "NEW.id")),
        trigger("DELETE", on: table, "gone", shared(kind, "", id: "OLD.id", isGone: "1")),
      ]
    }
      + privateTables.flatMap { table, kind, columns in
        func thing(_ side: String) -> String {
          "SELECT " + columns.map { $0 == "''" ? $0 : "\(side).\($0)" }.joined(separator: ", ")
        }
        return [
          trigger("INSERT", on: table, "made", log(kind, thing("NEW"))),
          trigger("UPDATE", on: table, "changed", log(kind, thing("NEW"))),
          trigger("DELETE", on: table, "gone", log(kind, thing("OLD"), isGone: "1")),
        ]
      }
  }

  // MARK: - What shows up in another row

  /// Likes count in their post, followers in their artist, attendees in their event, entries in
  /// their playlist. A part that goes because its whole went finds nothing: SQLite carries out the
  /// cascade after the row is deleted.
  private static var parts: [String] {
    let wholes: [(table: String, body: (String) -> String)] = [
      ("likes", { shared(.post, "FROM community_posts WHERE id = \($0).post_id") }),
      ("artist_followers", { shared(.artist, "FROM artists WHERE id = \($0).artist_id") }),
      ("event_attendees", { shared(.event, "FROM events WHERE id = \($0).event_id") }),
      (
        "playlist_items",
        {
          log(
            .playlist, "SELECT id, '', user_id FROM playlists WHERE id = \($0).playlist_id")
        }
      ),
    ]
    return wholes.flatMap { table, body in
      [
        trigger("INSERT", on: table, "made", body("NEW")),
        trigger("UPDATE", on: table, "changed", body("NEW")),
        trigger("DELETE", on: table, "gone", body("OLD")),
      ]
    }
  }

  /// Who may see a post may see its comments.
  private static var posts: String {
    trigger(
      "UPDATE", on: "community_posts", "decided", when: "OLD.is_approved <> NEW.is_approved",
      shared(.comment, "FROM comments WHERE post_id = NEW.id"))
  }

  /// A category's name decides whether its films are animated Bible stories.
  private static var categories: String {
    ["INSERT", "UPDATE OF name", "DELETE"].map { event in
      let side = event == "DELETE" ? "OLD" : "NEW"
      return trigger(
        event, on: "categories", "films_\(event.prefix(6).lowercased())",
        shared(.movie, "FROM movies WHERE category_id = \(side).id"))
    }.joined(separator: "\n")
  }

  /// Content that favourites and playlists show in short.
  private static let contents: [(table: String, types: String, columns: [String])] = [
    (
      "podcasts", "'podcast', 'audio_podcast', 'video_podcast'",
      ["title", "description", "cover_image", "audio_url", "video_url", "duration"]
    ),
    ("movies", "'movie'", ["title", "description", "cover_image", "video_url", "duration"]),
    ("music_tracks", "'music'", ["title", "album", "cover_image", "audio_url", "duration"]),
  ]

  private static func summaries(
    _ table: String, _ types: String, _ columns: [String]
  ) -> [String] {
    [
      // An entry may name what is not there yet.
      trigger("INSERT", on: table, "summary_made", libraries(holding(types, "NEW"))),
      trigger(
        "UPDATE", on: table, "summary_changed",
        when: columns.map { "OLD.\($0) IS NOT NEW.\($0)" }.joined(separator: " OR "),
        libraries(holding(types, "NEW"))),
      trigger("DELETE", on: table, "summary_gone", libraries(holding(types, "OLD"))),
    ]
  }

  private static func holding(_ types: String, _ side: String) -> String {
    "content_id = \(side).id AND content_type IN (\(types))"
  }

  /// Favourites, and playlists with entries, of which a condition on content_type and content_id holds.
  static func libraries(_ holds: String) -> String {
    log(.favorite, "SELECT content_id, content_type, user_id FROM favorites WHERE \(holds)")
      + "\n"
      + log(
        .playlist,
        """
        SELECT id, '', user_id FROM playlists WHERE id IN
          (SELECT playlist_id FROM playlist_items WHERE \(holds))
        """)
  }

  // MARK: - The admins' queue

  /// What waits, by the same words as `AdminContent`; an `x.` stands before each column.
  private static let waiting: [(table: String, type: String, owner: String?, condition: String)] = [
    ("podcasts", "podcast", "creator_id", "x.status = 'pending'"),
    ("movies", "movie", "creator_id", "x.status = 'pending'"),
    ("music_tracks", "music", nil, "x.is_published = 0"),
    ("community_posts", "community_post", "user_id", "x.is_approved = 0"),
    ("events", "event", "host_id", "x.status = 'pending'"),
  ]

  private static var queue: [String] {
    waiting.flatMap { table, type, _, condition in
      func waits(_ side: String) -> String {
        "(\(condition.replacing("x.", with: side + ".")))"
      }
      func item(_ side: String, _ isGone: String) -> String {
        log(.adminItem, "SELECT \(side).id, '\(type)', \(admins)", isGone: isGone)
      }
      return [
        trigger("INSERT", on: table, "waits", when: waits("NEW"), item("NEW", "0")),
        trigger(
          "UPDATE", on: table, "waited", when: "\(waits("OLD")) OR \(waits("NEW"))",
          item("NEW", "NOT \(waits("NEW"))")),
        trigger("DELETE", on: table, "waits_no_more", when: waits("OLD"), item("OLD", "1")),
      ]
    }
  }

  /// Things of this kind that wait, as `log` wants them.
  private static func waitingThings(
    _ table: String, _ type: String, _ condition: String
  ) -> String {
    """
    SELECT id, '\(type)', \(admins) FROM \(table) AS x WHERE \(condition)
    """
  }

  // MARK: - People

  /// A name or a picture stands beside all that a person wrote. Nobody reads the log of somebody
  /// who is gone.
  private static var users: [String] {
    let theirs = waiting.compactMap { table, type, owner, condition -> String? in
      guard let owner else { return nil }
      return log(
        .adminItem, waitingThings(table, type, condition) + " AND x.\(owner) = NEW.id")
    }
    return [
      trigger(
        "UPDATE OF name, username, avatar", on: "users", "shown",
        when: """
          OLD.name IS NOT NEW.name OR OLD.username IS NOT NEW.username
            OR OLD.avatar IS NOT NEW.avatar
          """,
        shared(.post, "FROM community_posts WHERE user_id = NEW.id"),
        shared(.comment, "FROM comments WHERE user_id = NEW.id"),
        shared(.event, "FROM events WHERE host_id = NEW.id"), theirs.joined(separator: "\n")),
      trigger(
        "DELETE", on: "users", "gone", "DELETE FROM changes WHERE audience = OLD.id;"),
    ]
  }

  // MARK: - What is there already

  private static var backfill: String {
    let shared = sharedTables.map { table, kind in
      Self.shared(kind, "FROM \(table) ORDER BY id")
    }
    let personal = privateTables.map { table, kind, columns in
      log(kind, "SELECT \(columns.joined(separator: ", ")) FROM \(table) ORDER BY id")
    }
    let queue = waiting.map { table, type, _, condition in
      log(.adminItem, waitingThings(table, type, condition) + " ORDER BY id")
    }
    return (shared + personal + queue).joined(separator: "\n")
  }
}
