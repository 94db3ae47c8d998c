import CNTKit

extension TextLimits {
  /// Refuses a body of this kind when a text in it is too long, and names each that is.
  static func check(_ members: [String: JSONValue], of kind: String = "") throws {
    let problems = members.sorted { $0.key < $1.key }.compactMap { key, value in
      problem(value.stringValue ?? "", key, of: kind)
    }
    guard problems.isEmpty else { throw Problem(invalid: problems) }
  }

  static func check(_ text: String, _ key: String) throws {
    if let problem = problem(text, key, of: "") { throw Problem(invalid: [problem]) }
  }

  private static func problem(_ text: String, _ key: String, of kind: String) -> JSONValue? {
    // A key of the body may have a dot of its own, and is no other field for that.
    guard let most = most("\(kind).\(key.replacing(".", with: "_"))"), isLonger(text, than: most)
    else { return nil }
    return Invalid.tooLong([.string("body"), .string(key)], atMost: most, input: text)
  }
}
