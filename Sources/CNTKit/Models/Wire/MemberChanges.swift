/// The body of a `PUT` that changes some members of an object: those that are missing stay as they are,
/// null clears one that may be empty.
public struct MemberChanges: Codable, Hashable, Sendable {
  /// By the platform's names.
  public var values: [String: JSONValue]

  public init(_ values: [String: JSONValue] = [:]) { self.values = values }

  public init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: JSONValue].self)
  }

  public func encode(to encoder: any Encoder) throws {
    var c = encoder.singleValueContainer()
    try c.encode(values)
  }

  public var isEmpty: Bool { values.isEmpty }

  /// The text that a member gets; nil where it is cleared or left alone.
  public func text(_ name: String) -> String? { values[name]?.stringValue }
}
