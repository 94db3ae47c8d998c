import Foundation

extension APIError {
  /// Reads an answer that is not a success. `detail` may be a text, an empty text, a list of
  /// problems, or missing; the body may be no JSON at all.
  init(response: HTTPResponse) {
    let body = try? JSONDecoder().decode(JSONValue.self, from: response.body)
    let detail = body?["detail"]
    var text = detail?.stringValue ?? body?["message"]?.stringValue ?? ""
    var problems: [FieldProblem] = []
    if case .array(let entries)? = detail { problems = entries.compactMap(FieldProblem.init) }
    text = String(text.prefix(500))
    let status = response.status
    let reason: Reason
    switch status {
    case 401: reason = .signedOut
    // What the framework's bearer helper answers when the header is missing.
    case 403 where text == "Not authenticated": reason = .signedOut
    case 403: reason = .forbidden
    case 404: reason = .notFound
    case 409: reason = .conflict
    case 422: reason = .invalid(problems)
    case 429: reason = .rateLimited
    case 400..<500: reason = .refused
    case 500...: reason = .server
    default: reason = .notAnAPI
    }
    // An error page of something in between says nothing about the request itself.
    let isForeign =
      body == nil && !response.body.isEmpty && (400..<500).contains(status)
      && status != 401 && status != 429
    self.init(
      isForeign ? .notAnAPI : reason, status: status, detail: text,
      retryAfter: Self.retryAfter(response.headers["Retry-After"]))
  }

  /// Seconds, or a date, which is rare enough to be read as a minute.
  private static func retryAfter(_ value: String?) -> Duration? {
    guard let value else { return nil }
    return Int(value.trimmingCharacters(in: .whitespaces)).map { .seconds(min(3600, max(0, $0))) }
      ?? .seconds(60)
  }
}

extension APIError.FieldProblem {
  init?(_ value: JSONValue) {
    guard let message = value["msg"]?.stringValue else { return nil }
    var path: [String] = []
    if case .array(let parts)? = value["loc"] {
      path = parts.compactMap { $0.stringValue ?? $0.intValue.map(String.init) }
    }
    self.init(field: path.joined(separator: "."), message: message)
  }
}
