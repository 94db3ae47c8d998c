import CNTKit
import Foundation
import GRDB

/// How a list is read: from where, which rows, in which order. Every order ends in the id, so that it
/// has no ties.
struct ListPlan {
  var kind: ItemKind
  var table: String
  var conditions: [String] = []
  var arguments: [any DatabaseValueConvertible & Sendable] = []
  /// The column that leads the order.
  var order = "sort_key"
  var descending = true
  /// Whether that column holds text.
  var isText = false

  /// nil for lists that are put together otherwise (search, favourites, recent, playlists' entries).
  init?(_ source: ListQuery.Source, userID: Int, now: Date) {
    func plan(_ kind: ItemKind, ascending: Bool = false) -> ListPlan {
      ListPlan(
        kind: kind, table: MirrorEntities.type(of: kind).table, descending: !ascending)
    }
    switch source {
    case .podcasts(let media):
      self = plan(.podcast)
      conditions = ["(status = 'approved' OR creator_id = ?)"]
      arguments = [userID]
      switch media {
      case .audio: conditions.append("(video_url IS NULL OR video_url = '')")
      case .video: conditions.append("video_url > ''")
      case nil: break
      }
    case .movies(let kind):
      self = plan(.movie)
      conditions = ["(status = 'approved' OR creator_id = ?)"]
      arguments = [userID]
      if let kind { conditions.append(kind == .kids ? "is_kids = 1" : "is_kids = 0") }
    case .music:
      self = plan(.track)
      conditions = ["is_published = 1"]
    case .stories: self = plan(.story, ascending: true)
    case .documents:
      self = plan(.document, ascending: true)
      conditions = ["removed = 0"]
    case .feed(let category):
      self = plan(.post)
      conditions = ["(is_approved IS NOT 0 OR user_id = ?)"]
      arguments = [userID]
      if let category {
        conditions.append("category = ? COLLATE NOCASE")
        arguments.append(category)
      }
    case .comments(let post):
      self = plan(.comment, ascending: true)
      conditions = ["post_id = ?"]
      arguments = [post]
    case .events(let scope):
      self = plan(.event, ascending: scope == .upcoming)
      // An entered time has no zone: what is at most a day off still counts as coming.
      let today = Int(now.timeIntervalSince1970 - 12 * 3600) * 1_000_000
      switch scope {
      case .upcoming:
        conditions = ["sort_key >= ?", "(status IN ('published', 'approved') OR host_id = ?)"]
        arguments = [today, userID]
      case .past:
        conditions = ["sort_key < ?", "(status IN ('published', 'approved') OR host_id = ?)"]
        arguments = [today, userID]
      case .hosting:
        conditions = ["host_id = ?"]
        arguments = [userID]
      case .attending: conditions = ["(is_attending = 1 OR my_attendance_status IS NOT NULL)"]
      case .all:
        conditions = ["(status IN ('published', 'approved') OR host_id = ?)"]
        arguments = [userID]
      }
      conditions.append("status <> '\(Event.deleted)'")
    case .artists: self = plan(.artist)
    case .notifications(let unreadOnly):
      self = plan(.notification)
      if unreadOnly { conditions = ["read = 0"] }
    case .playlists: self = plan(.playlist)
    case .adminQueue(let type):
      self = plan(.adminItem, ascending: true)
      conditions = ["decided = 0"]
      if let type {
        conditions.append("type = ?")
        arguments = [type]
      }
    case .content(let content):
      guard let type = content.type, let plan = ListPlan(type, content.state) else { return nil }
      self = plan
    case .carousel: self = Self.carousel
    case .users(let filter): self = Self.users(filter)
    case .support(let scope):
      self = plan(.support)
      if scope != .all {
        conditions = ["status = ?"]
        arguments = [scope.rawValue]
      }
    case .favorites, .playlist, .recent, .similar, .search: return nil
    }
  }

  init(kind: ItemKind, table: String, descending: Bool) {
    self.kind = kind
    self.table = table
    self.descending = descending
  }

  /// Of a common word's matches, the newest are looked at.
  static let mostMatches = 2000

  /// Leaves only what matches; a text without a word leaves everything.
  mutating func narrow(to match: String, _ db: Database) throws {
    guard let query = SearchQuery(match) else { return }
    let code = SearchIndex.code(kind)
    let rows = try query.rows(
      db, where: "(rowid & 15) = \(code)", ranked: false, limit: Self.mostMatches)
    conditions.append(Self.isFound)
    arguments.append(Self.list(rows, code))
  }

  /// One argument for however many ids: a statement with the ids in it would be kept for every text
  /// that is typed.
  static let isFound = "id IN (SELECT value FROM json_each(?))"

  /// The ids of a search's rows as JSON.
  static func list(_ rows: [Int64], _ code: Int) -> String {
    "[" + rows.map { "\(($0 - Int64(code)) / 16)" }.joined(separator: ",") + "]"
  }
}
