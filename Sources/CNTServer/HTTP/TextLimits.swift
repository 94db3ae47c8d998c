import CNTKit

/// How long a text may be, in Unicode scalars, by its key in a body. What a row holds stands in lists,
/// in the feed and beside other people's rows, so that one row without an end would be too much for all.
enum TextLimits {
  /// Addresses, and whatever is not named below.
  static let most = 2000
  static let comment = 10_000
  /// Bytes of an object that is kept as JSON.
  static let object = 10_000

  private static let byKey: [String: Int] = [
    "name": 100, "username": 100, "artist_name": 100, "phone": 100, "date_of_birth": 100,
    "subject": 200, "category": 200, "genre": 200,
    "title": 300, "artist": 300, "album": 300, "director": 300, "location": 1000,
    "bio": 5000, "cast": 5000, "message": 10_000, "response": 10_000, "expected": 10_000,
    "content": 50_000, "description": 50_000, "lyrics": 50_000,
  ]

  static func check(_ members: [String: JSONValue]) throws {
    let problems = members.sorted { $0.key < $1.key }.compactMap { key, value in
      problem(value.stringValue ?? "", key, atMost: byKey[key] ?? most)
    }
    guard problems.isEmpty else { throw Problem(invalid: problems) }
  }

  static func check(_ text: String, _ key: String, atMost most: Int) throws {
    if let problem = problem(text, key, atMost: most) { throw Problem(invalid: [problem]) }
  }

  private static func problem(_ text: String, _ key: String, atMost most: Int) -> JSONValue? {
    // No text has more scalars than bytes.
    guard text.utf8.count > most, text.unicodeScalars.count > most else { return nil }
    return Invalid.tooLong([.string("body"), .string(key)], atMost: most, input: text)
  }
}
