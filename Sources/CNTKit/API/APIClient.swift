import Foundation

/// Carries out endpoints against one server as one person, or as a guest.
public struct APIClient: Sendable {
  public let server: ServerAddress
  public let transport: any HTTPTransport
  public let session: Session?
  /// Turns media references of this server into addresses.
  public let media: MediaResolver

  public init(
    server: ServerAddress, transport: any HTTPTransport, session: Session? = nil,
    mediaBase: String? = nil
  ) {
    self.server = server
    self.transport = transport
    self.session = session
    media = MediaResolver(server: server, mediaBase: mediaBase)
  }

  /// Calls an endpoint. After a 401 the token is refreshed once and the call repeated once; a call
  /// is never made as a guest because a refresh failed.
  public func call<Answer>(
    _ endpoint: Endpoint<Answer>, progress: (@Sendable (HTTPProgress) -> Void)? = nil
  ) async throws(APIError) -> Answer {
    guard endpoint.authorization != .none, let session else {
      if endpoint.authorization == .required { throw APIError(.signedOut) }
      return try await attempt(endpoint, token: nil, progress)
    }
    let token = try await session.accessToken()
    do {
      return try await attempt(endpoint, token: token, progress)
    } catch  where error.isSignedOut {
      let fresh = try await session.token(replacing: token)
      return try await attempt(endpoint, token: fresh, progress)
    }
  }

  /// The same, with nil for a 404.
  public func callIfFound<Answer>(
    _ endpoint: Endpoint<Answer>
  ) async throws(APIError) -> Answer? {
    do {
      return try await call(endpoint)
    } catch {
      if error.reason == .notFound { return nil }
      throw error
    }
  }

  private func attempt<Answer>(
    _ endpoint: Endpoint<Answer>, token: String?, _ progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(APIError) -> Answer {
    var request = HTTPRequest(
      endpoint.method, server.url(api: endpoint.path, query: endpoint.query),
      body: endpoint.body, timeouts: endpoint.timeouts)
    request.headers = endpoint.headers
    request.headers["Accept"] = "application/json"
    if let key = endpoint.idempotencyKey { request.headers["Idempotency-Key"] = key }
    if let token { request.headers["Authorization"] = "Bearer \(token)" }
    let response: HTTPResponse
    do { response = try await transport.send(request, progress: progress) } catch {
      throw APIError(.transport(error))
    }
    guard (200..<300).contains(response.status) else {
      let error = APIError(response: response)
      if let answer = endpoint.recover(error) { return answer }
      throw error
    }
    do {
      return try endpoint.decode(response)
    } catch {
      let isJSON = (try? JSONDecoder().decode(JSONValue.self, from: response.body)) != nil
      throw APIError(isJSON ? .undecodable : .notAnAPI, status: response.status)
    }
  }
}
