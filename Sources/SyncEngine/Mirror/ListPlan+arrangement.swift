import GRDB

extension ListPlan {
  /// Puts the rows into another order than the list's own.
  mutating func arrange(by wanted: ListOrder) {
    guard let place = Self.place(wanted, kind) else { return }
    order = place.column
    isText = place.isText
    descending = place.descending
  }

  /// The column or expression of an order. ``ArrangementSchema`` has an index over each.
  private static func place(
    _ order: ListOrder, _ kind: ItemKind
  ) -> (column: String, descending: Bool, isText: Bool)? {
    switch (order, kind) {
    case (.newest, _), (.latest, _): ("sort_key", true, false)
    case (.oldest, _), (.earliest, _): ("sort_key", false, false)
    case (.title, .playlist): ("name COLLATE NOCASE", false, true)
    case (.title, .artist): ("ifnull(artist_name, '') COLLATE NOCASE", false, true)
    case (.title, _): ("title COLLATE NOCASE", false, true)
    case (.artist, .track): ("artist COLLATE NOCASE", false, true)
    case (.mostPlayed, .artist): ("total_plays", true, false)
    case (.mostPlayed, .podcast), (.mostPlayed, .movie), (.mostPlayed, .track):
      ("plays_count", true, false)
    case (.longest, .podcast), (.longest, .movie), (.longest, .track):
      ("ifnull(duration, -1)", true, false)
    case (.mostLiked, .post): ("likes_count", true, false)
    case (.mostDiscussed, .post): ("comments_count", true, false)
    case (.mostFollowed, .artist): ("followers_count", true, false)
    case (.mostAttended, .event): ("attendees_count", true, false)
    case (.bestRated, .movie): ("ifnull(CAST(round(rating * 100) AS INTEGER), -1)", true, false)
    case (.released, .movie): ("ifnull(release_date, '')", true, true)
    default: nil
    }
  }

  /// Leaves only what the filter names; one that means nothing here leaves everything.
  mutating func apply(_ filter: ListFilter, user: Int, _ db: Database) throws {
    switch (filter, kind) {
    case (.category(let id), .podcast), (.category(let id), .movie):
      try narrow("category_id = ?", id, db)
    case (.genre(let name), .track): try narrow("genre = ? COLLATE NOCASE", name, db)
    case (.author(let id), .post): try narrow("user_id = ?", id, db)
    case (.mine, .post): try narrow("user_id = ?", user, db)
    case (.featured, .movie), (.featured, .track): conditions.append("is_featured = 1")
    case (.following, .artist): conditions.append("is_following = 1")
    case (.read, .notification): conditions.append("read = 1")
    case (.pictures, .post): conditions.append("image_url > '' AND post_type = 'image'")
    case (.quotes, .post): conditions.append("post_type = 'text'")
    case (.carousel, .post):
      // NULL stands for shown, as on the platform; what waits for approval is not for the front page.
      conditions.append(
        "show_in_carousel IS NOT 0 AND is_approved IS NOT 0"
          + " AND (image_url > '' OR post_type = 'text')")
    case (.oldTestament, .story), (.newTestament, .story):
      let books = BibleBooks.newTestament.map { "scripture_reference LIKE '\($0)%'" }
        .joined(separator: " OR ")
      let isOld = filter == .oldTestament
      conditions.append(
        isOld ? "scripture_reference <> '' AND NOT (\(books))" : "(\(books))")
    case (.parables, .story): conditions.append("title LIKE '%parable%'")
    case (.miracles, .story):
      let words = BibleBooks.miracles.map { "title LIKE '%\($0)%'" }.joined(separator: " OR ")
      conditions.append("(\(words))")
    default: break
    }
  }

  /// Rows from which on a value counts as common.
  private static let common = 2000

  /// One value of a column. A rare one is read through its own index and sorted; a common one is met
  /// often enough on the way through the order's.
  private mutating func narrow(
    _ condition: String, _ value: any DatabaseValueConvertible & Sendable, _ db: Database
  ) throws {
    var isCommon = false
    if order != "sort_key" {
      let found = try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM (SELECT 1 FROM \(table) WHERE \(condition) LIMIT \(Self.common))
          """, arguments: [value.databaseValue])
      isCommon = (found ?? 0) >= Self.common
    }
    // A + keeps SQLite from taking the column's index (https://www.sqlite.org/optoverview.html#uplus).
    conditions.append((isCommon ? "+" : "") + condition)
    arguments.append(value)
  }
}

/// What tells where a Bible story is from.
enum BibleBooks {
  /// The beginnings of the New Testament's references: books with a number have it in digits or in
  /// letters.
  static let newTestament = [
    "Matt", "Mark", "Luke", "John", "Acts", "Rom", "1 Cor", "2 Cor", "Gal", "Eph", "Phil", "Col",
    "1 Thess", "2 Thess", "1 Tim", "2 Tim", "Titus", "Heb", "James", "1 Pet", "2 Pet", "1 John",
    "2 John", "3 John", "Jude", "Rev", "I Cor", "II Cor", "I Thess", "II Thess", "I Tim", "II Tim",
    "I Pet", "II Pet", "I John", "II John", "III John",
  ]

  /// Words that titles of miracles have.
  static let miracles = [
    "miracle", "heal", "feeds", "feeding", "loaves", "calms", "storm", "walks on", "walking on",
    "water into wine", "raises", "raised", "blind", "leper", "parting", "red sea", "manna",
  ]
}
