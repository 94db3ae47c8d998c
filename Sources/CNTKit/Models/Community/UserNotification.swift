import Foundation

/// A message from the platform to one person.
public struct UserNotification: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var type: String
  public var title: String
  public var message: String
  public var data: JSONValue?
  public var read: Bool
  public var createdAt: Timestamp?

  public init(
    id: Int, type: String = "system", title: String = "", message: String = "",
    data: JSONValue? = nil, read: Bool = false, createdAt: Timestamp? = nil
  ) {
    self.id = id
    self.type = type
    self.title = title
    self.message = message
    self.data = data
    self.read = read
    self.createdAt = createdAt
  }
}

extension UserNotification {
  enum CodingKeys: String, WireKey {
    case id
    case type
    case title
    case message
    case data
    case read
    case createdAt = "created_at"
  }

  /// Other names that builds of the platform use for the same keys.
  private enum Alias: String, WireKey {
    case isRead = "is_read"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let alias = try decoder.container(keyedBy: Alias.self)
    id = try c.identifier(.id)
    type = try c.string(.type, default: "system")
    title = try c.string(.title, default: "")
    message = try c.string(.message, default: "")
    data = c.valueIf(JSONValue.self, .data)
    // A database column hands the object over as its text.
    if case .string(let text)? = data,
      let object = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))
    {
      data = object
    }
    read = try c.boolIf(.read) ?? alias.boolIf(.isRead) ?? false
    createdAt = try c.timestampIf(.createdAt)
  }
}
