/// Where a person stopped in something: one row of `/sync/positions` and of the change feed's kind
/// `playback_position`. Only `cnt-server` has it.
public struct PlaybackPlace: Codable, Hashable, Sendable {
  /// podcast, movie, music or bible_story.
  public var contentType: String
  public var contentID: Int
  /// From the start; 0 once it was heard to its end.
  public var seconds: Double
  /// Seconds, where known.
  public var duration: Double?
  /// When it was played, milliseconds since 1970: the latest counts.
  public var updatedAt: Int

  public init(
    contentType: String, contentID: Int, seconds: Double, duration: Double? = nil, updatedAt: Int
  ) {
    self.contentType = contentType
    self.contentID = contentID
    self.seconds = seconds
    self.duration = duration
    self.updatedAt = updatedAt
  }

  /// A clock may be ahead by so much, milliseconds: a later time is taken for this.
  public static let mostAhead = 60_000

  /// Whether its numbers can be what they say.
  public var isSane: Bool {
    (0...10_000_000).contains(seconds) && (duration.map { (0...10_000_000).contains($0) } ?? true)
      && contentID > 0 && updatedAt > 0
  }
}

extension PlaybackPlace {
  enum CodingKeys: String, WireKey {
    case contentType = "content_type"
    case contentID = "content_id"
    case seconds
    case duration
    case updatedAt = "updated_at"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    contentType = try c.string(.contentType)
    contentID = try c.identifier(.contentID)
    // A place without one is no place: 0 would mean "heard to its end".
    guard let seconds = try c.doubleIf(.seconds) else {
      throw DecodingError.dataCorruptedError(
        forKey: .seconds, in: c, debugDescription: "Expected a number.")
    }
    self.seconds = seconds
    duration = try c.doubleIf(.duration)
    updatedAt = try c.int(.updatedAt, default: 0)
  }
}

/// The body and the answer of `/sync/positions`.
public struct PlaybackPlaces: Codable, Hashable, Sendable {
  public var positions: [PlaybackPlace]

  public init(positions: [PlaybackPlace]) { self.positions = positions }
}
