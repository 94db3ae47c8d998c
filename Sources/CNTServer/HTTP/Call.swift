import CNTKit
import Foundation
import GRDB
import Hummingbird
import NIOCore

/// One request on its way through a route.
struct Call: Sendable {
  var request: Request
  let services: Services
  let parameters: [(name: String, value: String)]
  let query: [(name: String, value: String)]
  /// Who asks; nil for a guest.
  let viewer: Viewer?
  /// The peer's address, for limits.
  let remote: String
  /// Set for a write that is to be carried out once.
  var keyed: KeyedWrite?

  /// Somebody with a valid token.
  struct Viewer: Sendable, Hashable {
    var id: Int
    var isAdmin: Bool

    /// Rights were looked up when the head of the request came, and its body may have been held back
    /// for long. Somebody who became an admin meanwhile goes on as what they were.
    func confirm(_ db: Database) throws {
      let now = try Bool.fetchOne(
        db, sql: "SELECT is_admin FROM users WHERE id = ?", arguments: [id])
      guard let now else { throw Problem.unauthorized }
      guard now || !isAdmin else { throw Problem.forbidden }
    }
  }

  /// JSON bodies beyond this are refused, bytes.
  static let largestJSON = 1 << 20
  /// Integers beyond this are refused, as where models are read: CNTKit's `LenientDecoding` has the reason.
  static let largestInteger = 1 << 53

  /// The viewer of a route that needs one.
  func member() throws -> Viewer {
    guard let viewer else { throw Problem.unauthorized }
    return viewer
  }

  /// A numeric part of the path.
  func id(_ name: String) throws -> Int {
    let text = parameters.first { $0.name == name }?.value ?? ""
    guard let value = Int(text) else {
      throw Problem(invalid: [Invalid.integer(in: "path", name, input: text)])
    }
    return value
  }

  func parameter(_ name: String) -> String { parameters.first { $0.name == name }?.value ?? "" }

  /// A text of the query; empty reads as absent.
  func text(_ name: String) -> String? {
    query.last { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  func integer(_ name: String) throws -> Int? {
    guard let text = query.last(where: { $0.name == name })?.value else { return nil }
    guard let value = Int(text) else {
      throw Problem(invalid: [Invalid.integer(in: "query", name, input: text)])
    }
    return value
  }

  func boolean(_ name: String) throws -> Bool? {
    guard let text = query.last(where: { $0.name == name })?.value else { return nil }
    switch text.lowercased() {
    case "true", "1", "yes", "on", "t", "y": return true
    case "false", "0", "no", "off", "f", "n": return false
    default: throw Problem(invalid: [Invalid.boolean(in: "query", name, input: text)])
    }
  }

  /// What a page is asked for. The platform has no upper bound and takes negative numbers on one of
  /// its databases only; here a negative number is refused and a page has 10 000 rows at most.
  func page(defaultLimit: Int = 100, skipName: String = "skip") throws -> Page {
    let skip = try integer(skipName) ?? 0
    let limit = try integer("limit") ?? defaultLimit
    var problems: [JSONValue] = []
    if skip < 0 { problems.append(Invalid.range(skipName, atLeast: 0, input: "\(skip)")) }
    if limit < 0 { problems.append(Invalid.range("limit", atLeast: 0, input: "\(limit)")) }
    guard problems.isEmpty else { throw Problem(invalid: problems) }
    return Page(skip: skip, limit: min(limit, 10_000))
  }

  struct Page: Sendable, Hashable {
    var skip: Int
    var limit: Int

    static let all = Page(skip: 0, limit: 10_000)
  }

  /// Answers from the database.
  func read(_ work: @escaping @Sendable (Database) throws -> Reply) async throws -> Reply {
    try await services.database.read(work)
  }

  /// Changes the database and answers. The answer is made in the transaction that makes the change,
  /// and what `work` throws undoes the change. A write that was carried out before under its key is
  /// answered as it was then. Rights count as they are in that transaction.
  func write(_ work: @escaping @Sendable (Database) throws -> Reply) async throws -> Reply {
    let now = services.now()
    return try await services.database.write { [viewer, keyed] db in
      try viewer?.confirm(db)
      guard let keyed else { return try work(db) }
      return try keyed.once(db, now: now, work)
    }
  }

  /// Looks at the viewer's rights again, before something outside of the database is done for them.
  func confirm() async throws {
    try await services.database.read { [viewer] db in try viewer?.confirm(db) }
  }

  /// The answer that the write got before. It is looked for before anything of the request is checked:
  /// what was carried out stays so, though it would be refused today.
  func kept() async throws -> Reply? {
    guard let keyed else { return nil }
    return try await services.database.read { [viewer] db in
      try viewer?.confirm(db)
      return try keyed.kept(db)
    }
  }

  /// The body as a JSON object; an empty body is a missing one. `kind`: see `TextLimits`.
  func object(of kind: String = "") async throws -> [String: JSONValue] {
    if let members = try await objectIfAny(of: kind) { return members }
    throw Problem(invalid: [
      .object([
        "type": .string("missing"), "loc": .array([.string("body")]),
        "msg": .string("Field required"), "input": .null,
        "url": .string("https://errors.pydantic.dev/2.5/v/missing"),
      ])
    ])
  }

  /// The body as a JSON object, or nil when there is none.
  func objectIfAny(of kind: String = "") async throws -> [String: JSONValue]? {
    let data = try await bytes(atMost: Self.largestJSON)
    guard !data.isEmpty else { return nil }
    guard JSONDepth.isAcceptable(data) else {
      throw Problem(413, "The JSON is nested too deeply")
    }
    guard let value = try? JSONDecoder().decode(JSONValue.self, from: data) else {
      throw Problem(invalid: [Invalid.json(at: JSONDepth.firstFault(data))])
    }
    guard case .object(let members) = value else {
      throw Problem(invalid: [
        Invalid.type("dictionary", [.string("body")], input: value)
      ])
    }
    try TextLimits.check(members, of: kind)
    return members
  }

  /// The body as a model; `required` keys that are missing, and texts that are none, are named.
  func body<Model: Decodable>(
    _ type: Model.Type, of kind: String = "", required: [String] = [], texts: [String] = []
  ) async throws -> Model {
    let members = try await object(of: kind)
    var problems = required.filter { members[$0] == nil }.map {
      Invalid.missing($0, input: .object(members))
    }
    for name in Set(required + texts).sorted() where texts.contains(name) || required.contains(name)
    {
      guard let value = members[name], value.stringValue == nil else { continue }
      if value == .null, !required.contains(name) { continue }
      guard texts.contains(name) else { continue }
      problems.append(Invalid.type("string", [.string("body"), .string(name)], input: value))
    }
    guard problems.isEmpty else { throw Problem(invalid: problems) }
    do {
      return try JSONDecoder().decode(type, from: JSONEncoder().encode(members))
    } catch let error as DecodingError {
      throw Problem(invalid: [Self.entry(for: error, in: members)])
    }
  }

  private static func entry(
    for error: DecodingError, in members: [String: JSONValue]
  ) -> JSONValue {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    var names = (context?.codingPath ?? []).map(\.stringValue)
    if case .keyNotFound(let key, _) = error { names.append(key.stringValue) }
    let input = names.first.flatMap { members[$0] } ?? .null
    return Invalid.value(
      [.string("body")] + names.map(JSONValue.string),
      context?.debugDescription ?? "Input should be valid", input: input)
  }

  /// The whole body; 413 when it is larger.
  func bytes(atMost limit: Int) async throws -> Data {
    var data = Data()
    for try await buffer in request.body {
      guard data.count + buffer.readableBytes <= limit else {
        throw Problem(413, "The request is larger than \(limit) bytes")
      }
      data.append(contentsOf: buffer.readableBytesView)
    }
    return data
  }
}

/// Looks at JSON before it is parsed.
enum JSONDepth {
  /// Levels of arrays and objects that are accepted.
  static let deepest = 64

  static func isAcceptable(_ data: Data) -> Bool {
    JSONNesting.isAcceptable(data, deepest: deepest)
  }

  /// About where broken JSON breaks: the first byte at which no shorter text could go on.
  static func firstFault(_ data: Data) -> Int {
    let bytes = Array(data)
    var index = 0
    while index < bytes.count, [0x20, 0x09, 0x0a, 0x0d].contains(bytes[index]) { index += 1 }
    // After a colon or a comma a value must come: the usual fault is that none does.
    for (position, byte) in bytes.enumerated() where byte == UInt8(ascii: ":") {
      var next = position + 1
      while next < bytes.count, bytes[next] == 0x20 { next += 1 }
      guard next < bytes.count else { return next }
      let starts = "\"{[-0123456789tfn".utf8
      if !starts.contains(bytes[next]) { return next }
    }
    return index
  }
}
