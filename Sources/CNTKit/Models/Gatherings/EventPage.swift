/// One page of events.
public struct EventPage: Codable, Hashable, Sendable {
  public var events: [Event]
  public var total: Int

  public init(
    events: [Event] = [], total: Int = 0
  ) {
    self.events = events
    self.total = total
  }
}

extension EventPage {
  enum CodingKeys: String, WireKey {
    case events
    case total
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    events = try c.decodeIfPresent([Event].self, forKey: .events) ?? []
    total = try c.int(.total, default: 0)
  }
}
