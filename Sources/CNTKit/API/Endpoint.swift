import Foundation

/// One call of the API as a value: what to send and how to read the answer.
public struct Endpoint<Answer: Sendable>: Sendable {
  public enum Authorization: Sendable, Hashable {
    /// Never with a token.
    case none
    /// With a token where there is a session; per-user fields are filled then.
    case optional
    case required
  }

  public var method: HTTPMethod
  /// What follows `/api/v1`, percent-encoded, with exactly the trailing slash that the platform has.
  public var path: String
  public var query: [(String, String)]
  public var body: HTTPBody
  public var authorization: Authorization
  public var timeouts: HTTPTimeouts
  /// Whether repeating the call is harmless.
  public var isIdempotent: Bool
  /// Sent as `Idempotency-Key`: a server that offers it carries out the same key once, and answers
  /// a repeat as it answered the first.
  public var idempotencyKey: String?
  /// Fields beside those that every call has.
  var headers = HTTPHeaders()
  let decode: @Sendable (HTTPResponse) throws -> Answer
  /// Reads a refusal that is a success in effect, such as "already in favorites".
  var recover: @Sendable (APIError) -> Answer? = { _ in nil }

  init(
    _ method: HTTPMethod, _ path: String, query: [(String, String?)] = [], body: HTTPBody = .none,
    authorization: Authorization = .optional, timeouts: HTTPTimeouts = .json,
    isIdempotent: Bool? = nil, decode: @escaping @Sendable (HTTPResponse) throws -> Answer
  ) {
    self.method = method
    self.path = path
    self.query = query.compactMap { name, value in value.map { (name, $0) } }
    self.body = body
    self.authorization = authorization
    self.timeouts = timeouts
    self.isIdempotent = isIdempotent ?? method.isSafe
    self.decode = decode
  }

  /// The same call, to be carried out once however often it is sent.
  public func with(idempotencyKey: String?) -> Endpoint {
    var copy = self
    copy.idempotencyKey = idempotencyKey
    return copy
  }

  func recovering(_ recover: @escaping @Sendable (APIError) -> Answer?) -> Endpoint {
    var copy = self
    copy.recover = recover
    return copy
  }
}

extension Endpoint where Answer: Decodable {
  /// A call whose answer is JSON.
  static func json(
    _ method: HTTPMethod, _ path: String, query: [(String, String?)] = [], body: HTTPBody = .none,
    authorization: Authorization = .optional, timeouts: HTTPTimeouts = .json,
    isIdempotent: Bool? = nil
  ) -> Endpoint {
    Endpoint(
      method, path, query: query, body: body, authorization: authorization, timeouts: timeouts,
      isIdempotent: isIdempotent
    ) { try JSONDecoder().decode(Answer.self, from: $0.body) }
  }
}

extension Endpoint where Answer == Void {
  /// A call whose answer is not read; what comes must still look like the API's.
  static func ignoringAnswer(
    _ method: HTTPMethod, _ path: String, query: [(String, String?)] = [], body: HTTPBody = .none,
    authorization: Authorization = .required, timeouts: HTTPTimeouts = .json,
    isIdempotent: Bool? = nil
  ) -> Endpoint {
    Endpoint(
      method, path, query: query, body: body, authorization: authorization, timeouts: timeouts,
      isIdempotent: isIdempotent
    ) { response in
      if response.status == 204 || response.body.isEmpty { return }
      _ = try JSONDecoder().decode(JSONValue.self, from: response.body)
    }
  }
}

extension HTTPBody {
  /// A JSON body. Nulls that mean "not given" are left out.
  static func json(_ value: some Encodable) -> HTTPBody {
    guard let data = try? encoder.encode(value) else { return .none }
    return .data(withoutNulls(data), contentType: "application/json")
  }

  /// A JSON body with its nulls, where null means "remove".
  static func jsonWithNulls(_ value: some Encodable) -> HTTPBody {
    guard let data = try? encoder.encode(value) else { return .none }
    return .data(data, contentType: "application/json")
  }

  /// The same value is the same bytes in every process: a write that is sent again with its
  /// idempotency key must be the one that was sent first.
  private static var encoder: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }

  private static func withoutNulls(_ data: Data) -> Data {
    guard case .object(let members)? = try? JSONDecoder().decode(JSONValue.self, from: data),
      let cleaned = try? encoder.encode(members.filter { $0.value != .null })
    else { return data }
    return cleaned
  }
}
