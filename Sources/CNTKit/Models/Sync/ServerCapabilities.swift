/// What a server offers beyond the platform's API as it is deployed: the answer of
/// `GET /api/v1/capabilities`. A server that has no such route offers nothing of it.
public struct ServerCapabilities: Codable, Hashable, Sendable {
  /// What serves, such as `cnt-server`.
  public var server: String?
  /// Names of features with the version of each that is spoken.
  public var features: [String: Int]

  public init(server: String? = nil, features: [String: Int] = [:]) {
    self.server = server
    self.features = features
  }

  /// `GET /sync/changes`.
  public static let changeFeed = "change_feed"
  /// `Idempotency-Key` on every write.
  public static let idempotencyKeys = "idempotency_keys"

  /// `/sync/positions`, and their kind in the feed.
  public static let playbackPositions = "playback_positions"

  /// Texts are refused that are longer than ``TextLimits`` says.
  public static let textLimits = "text_limits"

  /// `/uploads`: files that come in parts and go on after a cut (tus 1.0.0), and their `finish`.
  public static let uploadParts = "upload_parts"

  /// Whether a file may be sent in parts.
  public var hasUploadParts: Bool { features[Self.uploadParts] == 1 }
  public var hasTextLimits: Bool { features[Self.textLimits] == 1 }
  /// Whether places in what is played are kept.
  public var hasPlaybackPositions: Bool { features[Self.playbackPositions] == 1 }
  /// Whether the feed is there in the form that this client reads.
  public var hasChangeFeed: Bool { features[Self.changeFeed] == 1 }
  /// Whether a repeated write with the same key is carried out once.
  public var hasIdempotencyKeys: Bool { features[Self.idempotencyKeys] == 1 }
}

extension ServerCapabilities {
  enum CodingKeys: String, WireKey {
    case server
    case features
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    server = try? c.stringIf(.server)
    features = try c.decode([String: Int].self, forKey: .features)
  }
}
