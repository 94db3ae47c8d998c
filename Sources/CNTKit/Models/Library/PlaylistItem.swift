/// One entry of a playlist. `contentType` is audio_podcast, video_podcast, podcast, movie or music.
public struct PlaylistItem: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var contentType: String
  public var contentID: Int
  public var position: Int
  public var content: ContentSummary?

  public init(
    id: Int, contentType: String, contentID: Int, position: Int = 0, content: ContentSummary? = nil
  ) {
    self.id = id
    self.contentType = contentType
    self.contentID = contentID
    self.position = position
    self.content = content
  }
}

extension PlaylistItem {
  /// Whether a word for a kind of content means the same as this entry's: builds have three words for
  /// podcasts.
  public func isSameKind(as word: String) -> Bool {
    func kind(_ word: String) -> String { word.hasSuffix("podcast") ? "podcast" : word }
    return kind(word) == kind(contentType)
  }
  enum CodingKeys: String, WireKey {
    case id
    case contentType = "content_type"
    case contentID = "content_id"
    case position
    case content
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.identifier(.id)
    contentType = try c.string(.contentType)
    contentID = try c.identifier(.contentID)
    position = try c.int(.position, default: 0)
    content = c.valueIf(ContentSummary.self, .content)
  }
}
