import CNTKit
import GRDB

/// The lists of the admin desk.
extension ListPlan {
  /// What is on the platform, or was taken off it, of one type; nil for a word that is none.
  init?(_ type: String, _ state: DeskContent.State) {
    guard let kind = ItemKind(deskType: type) else { return nil }
    self.init(kind: kind, table: MirrorEntities.type(of: kind).table, descending: true)
    conditions = ["id > 0"] + (state == .approved ? Self.approved(kind) : Self.hidden(kind))
  }

  private static func approved(_ kind: ItemKind) -> [String] {
    switch kind {
    case .track: ["is_published = 1"]
    case .post: ["is_approved IS NOT 0"]
    case .event: ["status IN ('approved', 'published')"]
    default: ["status = 'approved'"]
    }
  }

  /// Music and posts have no word for "rejected": what is hidden and does not wait was taken off.
  static func hidden(_ kind: ItemKind) -> [String] {
    switch kind {
    case .track: ["is_published = 0", doesNotWait("track", "music")]
    case .post: ["is_approved = 0", doesNotWait("post", "community_post")]
    case .event: ["status NOT IN ('approved', 'published', 'pending', 'deleted here')"]
    default: ["status NOT IN ('approved', 'pending', 'deleted')"]
    }
  }

  private static func doesNotWait(_ table: String, _ type: String) -> String {
    let code = AdminContentItem(id: 0, type: type).mirrorID
    return "NOT EXISTS (SELECT 1 FROM admin_item WHERE admin_item.id = \(table).id * 8 + \(code))"
  }

  static var carousel: ListPlan {
    var plan = ListPlan(kind: .post, table: CommunityPost.table, descending: true)
    plan.conditions = ["id > 0", "is_approved IS NOT 0"]
    return plan
  }

  static func users(_ filter: UserFilter) -> ListPlan {
    var plan = ListPlan(kind: .user, table: AdminUser.table, descending: true)
    plan.conditions = ["leaving = 0"]
    switch filter {
    case .all: break
    case .admins: plan.conditions.append("is_admin = 1")
    case .artists: plan.conditions.append("has_artist_profile = 1")
    case .regular: plan.conditions += ["is_admin = 0", "has_artist_profile = 0"]
    }
    return plan
  }

  /// Adds to what a text was found in what people made whose name it is found in.
  mutating func widen(toMakersNamed match: String, _ db: Database) throws {
    guard let column = Self.maker(kind), conditions.last == Self.isFound,
      let query = SearchQuery(match)
    else { return }
    let code = SearchIndex.code(.user)
    let users = try query.rows(
      db, where: "(rowid & 15) = \(code)", ranked: false, limit: Self.mostMakers)
    guard !users.isEmpty else { return }
    conditions[conditions.count - 1] =
      "(\(Self.isFound) OR \(column) IN (SELECT value FROM json_each(?)))"
    arguments.append(Self.list(users, code))
  }

  /// People whose work one name brings.
  private static let mostMakers = 200

  private static func maker(_ kind: ItemKind) -> String? {
    switch kind {
    case .podcast, .movie: "creator_id"
    case .post: "user_id"
    case .event: "host_id"
    default: nil
    }
  }
}
