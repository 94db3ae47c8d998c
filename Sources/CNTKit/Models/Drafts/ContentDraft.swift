import Foundation

/// Something that its maker has begun and not yet published, kept by the platform for all their devices.
public struct ContentDraft: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var userID: Int
  /// `video_podcast`, `audio_podcast`, `community_post` or `quote_post`.
  public var draftType: String
  public var title: String?
  public var description: String?
  public var originalMediaURL: String?
  public var editedMediaURL: String?
  public var thumbnailURL: String?
  public var content: String?
  /// Of a `community_post` the web client stores "image" or "text" here.
  public var category: String?
  /// What the editor that made it knows; an object of its own form.
  public var editingState: JSONValue?
  /// In seconds.
  public var duration: Int?
  /// `editing` or `ready`.
  public var status: String
  public var createdAt: Timestamp?
  public var updatedAt: Timestamp?

  public init(
    id: Int, userID: Int, draftType: String, title: String? = nil, description: String? = nil,
    originalMediaURL: String? = nil, editedMediaURL: String? = nil, thumbnailURL: String? = nil,
    content: String? = nil, category: String? = nil, editingState: JSONValue? = nil,
    duration: Int? = nil, status: String = "editing", createdAt: Timestamp? = nil,
    updatedAt: Timestamp? = nil
  ) {
    self.id = id
    self.userID = userID
    self.draftType = draftType
    self.title = title
    self.description = description
    self.originalMediaURL = originalMediaURL
    self.editedMediaURL = editedMediaURL
    self.thumbnailURL = thumbnailURL
    self.content = content
    self.category = category
    self.editingState = editingState
    self.duration = duration
    self.status = status
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

extension ContentDraft {
  enum CodingKeys: String, WireKey {
    case id
    case userID = "user_id"
    case draftType = "draft_type"
    case title
    case description
    case originalMediaURL = "original_media_url"
    case editedMediaURL = "edited_media_url"
    case thumbnailURL = "thumbnail_url"
    case content
    case category
    case editingState = "editing_state"
    case duration
    case status
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    userID = try c.int(.userID, default: 0)
    draftType = try c.string(.draftType, default: "")
    title = try c.stringIf(.title)
    description = try c.stringIf(.description)
    originalMediaURL = try c.stringIf(.originalMediaURL)
    editedMediaURL = try c.stringIf(.editedMediaURL)
    thumbnailURL = try c.stringIf(.thumbnailURL)
    content = try c.stringIf(.content)
    category = try c.stringIf(.category)
    editingState = c.valueIf(JSONValue.self, .editingState).flatMap(Self.state)
    duration = try c.intIf(.duration)
    status = try c.string(.status, default: "editing")
    createdAt = try c.timestampIf(.createdAt)
    updatedAt = try c.timestampIf(.updatedAt)
  }

  /// Stored as text, it is an object all the same.
  private static func state(_ value: JSONValue) -> JSONValue? {
    guard case .string(let text) = value else { return value == .null ? nil : value }
    return try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
  }
}

/// A page of drafts, newest first.
public struct DraftPage: Codable, Hashable, Sendable {
  public var drafts: [ContentDraft]
  public var total: Int
  public var skip: Int
  public var limit: Int

  public init(drafts: [ContentDraft], total: Int, skip: Int, limit: Int) {
    self.drafts = drafts
    self.total = total
    self.skip = skip
    self.limit = limit
  }
}
