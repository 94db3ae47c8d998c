import Foundation

/// Why a call of the API failed.
public struct APIError: Error, Sendable, Hashable {
  /// One problem of a 422: where, and what.
  public struct FieldProblem: Sendable, Hashable {
    /// Such as `body.content`.
    public var field: String
    public var message: String
  }

  public enum Reason: Sendable, Hashable {
    case transport(TransportError)
    /// 401, or the refresh token is spent: only a new sign-in helps.
    case signedOut
    case forbidden
    case notFound
    case conflict
    case invalid([FieldProblem])
    case refused
    case rateLimited
    case server
    /// An answer that is not the API's: HTML, cut off, or not JSON.
    case notAnAPI
    /// JSON, but not what was asked for.
    case undecodable
    /// The tokens could not be kept.
    case storage(recovery: String)
  }

  public var reason: Reason
  public var status: Int?
  /// The server's own words; may be empty.
  public var detail: String
  /// How long the server wants to be left in peace (`Retry-After`, RFC 9110, section 10.2.3).
  public var retryAfter: Duration?

  public init(
    _ reason: Reason, status: Int? = nil, detail: String = "", retryAfter: Duration? = nil
  ) {
    self.reason = reason
    self.status = status
    self.detail = detail
    self.retryAfter = retryAfter
  }

  /// Whether there was no answer of the server at all.
  public var isOffline: Bool { if case .transport = reason { true } else { false } }

  public var isSignedOut: Bool { reason == .signedOut }

  /// Whether a request that ended so may have been carried out by the server all the same.
  public var mayHaveArrived: Bool {
    switch reason {
    case .transport(let error): error.requestMayHaveArrived
    case .server, .notAnAPI, .undecodable: true
    default: false
    }
  }

  /// Whether the same request can never succeed.
  public var isPermanent: Bool {
    switch reason {
    case .forbidden, .notFound, .conflict, .invalid, .refused: true
    default: false
    }
  }

  /// The sentence that says what to do.
  public var recovery: String {
    let said = detail.isEmpty ? "" : " (“\(detail)”)"
    switch reason {
    case .transport(let error): return error.recovery
    case .signedOut: return "Your session has ended: sign in again."
    case .forbidden: return "You may not do this\(said): ask an admin of the server."
    case .notFound: return "This is not on the server any more\(said): sync and look again."
    case .conflict: return "The server has something else meanwhile\(said): sync and try again."
    case .invalid(let problems):
      let list = problems.map { "\($0.field): \($0.message)" }.joined(separator: "; ")
      return
        "The server does not accept this: \(list.isEmpty ? detail : list). Change it and try again."
    case .refused:
      return detail.isEmpty ? "The server refused this: change it and try again." : detail
    case .rateLimited:
      return retryAfter.map { "Too many tries: wait \($0.components.seconds) seconds." }
        ?? "Too many tries: wait a minute."
    case .server: return "The server has a fault\(said): try again later."
    case .notAnAPI:
      return "What answers at this address is not a CNT server: check the server's address."
    case .undecodable:
      return
        "The server's answer was not understood\(said): update cnt, or tell who runs the server."
    case .storage(let recovery): return recovery
    }
  }
}
