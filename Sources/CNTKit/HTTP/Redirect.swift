import Foundation

/// Following redirects (RFC 9110, section 15.4) without giving secrets away.
enum Redirect {
  static func isRedirect(_ status: Int) -> Bool { [301, 302, 303, 307, 308].contains(status) }

  /// Whether a streamed piece is the head of a redirect that will be followed.
  static func isRedirect(_ event: HTTPStreamEvent) -> Bool {
    if case .head(let response) = event {
      return isRedirect(response.status) && response.headers["Location"] != nil
    }
    return false
  }

  /// The request that a redirect asks for, or nil when this answer is the last.
  ///
  /// 307 and 308 keep method and body; 303, and 301 and 302 after a POST, become GET. Authorization
  /// goes along only to the same origin, and never from https to http.
  static func next(after response: HTTPResponse, to request: HTTPRequest) -> HTTPRequest? {
    guard isRedirect(response.status), let location = response.headers["Location"],
      let base = URL(string: request.url),
      let target = URL(string: location, relativeTo: base)?.absoluteURL,
      let from = Origin(url: request.url), let to = Origin(url: target.absoluteString)
    else { return nil }
    var next = request
    next.url = target.absoluteString
    switch response.status {
    case 303 where request.method != .head: next = asGet(next)
    case 301, 302: if request.method == .post { next = asGet(next) }
    default: break
    }
    if from != to {
      // Behind a TLS proxy the platform may name its own host with "http:"; the same host is asked
      // again over https instead.
      if from.scheme == "https", to.scheme == "http", from.host == to.host,
        var parts = URLComponents(string: next.url)
      {
        parts.scheme = "https"
        parts.port = from.port == 443 ? nil : from.port
        next.url = parts.string ?? next.url
        return next
      }
      // What was asked for over https is not taken from whoever sits on a plain line.
      if from.scheme == "https", to.scheme == "http" { return nil }
      next.headers["Authorization"] = nil
      next.headers["Cookie"] = nil
      // A body may hold a password or a refresh token: it is for the first origin only.
      if next.body != .none { return nil }
    }
    return next
  }

  private static func asGet(_ request: HTTPRequest) -> HTTPRequest {
    var next = request
    next.method = .get
    next.body = .none
    return next
  }
}
