import CNTKit
import Foundation
import JWTKit

/// Tokens for a LiveKit server, and what is asked of it.
///
/// Tokens: HS256, the claims of https://docs.livekit.io/home/get-started/authentication. Rooms: Twirp
/// with JSON, https://docs.livekit.io/reference/server/server-apis.
struct LiveKitAPI: Sendable {
  let settings: LiveKitSettings
  let transport: any HTTPTransport
  let now: @Sendable () -> Date

  /// A token lets somebody in for so long; it need not outlast the connection.
  static let lifetime: TimeInterval = 6 * 3600

  /// What somebody may do, with the words that go on the wire.
  struct Grant: Codable, Sendable, Equatable {
    var room: String?
    var roomJoin: Bool?
    var roomAdmin: Bool?
    var roomCreate: Bool?
    var roomList: Bool?
    var canPublish: Bool?
    var canSubscribe: Bool?
    var canPublishData: Bool?
  }

  struct Claims: JWTPayload, Equatable {
    struct RoomConfiguration: Codable, Sendable, Equatable {
      struct Agent: Codable, Sendable, Equatable { var agentName: String }
      var agents: [Agent]
    }

    var iss: IssuerClaim
    var sub: SubjectClaim?
    var nbf: NotBeforeClaim
    var exp: ExpirationClaim
    var name: String?
    var metadata: String?
    var video: Grant
    var roomConfig: RoomConfiguration?

    func verify(using algorithm: some JWTAlgorithm) async throws {}
  }

  /// A token for one person and one room. `isHost` may moderate it.
  func join(
    room: String, identity: String, name: String?, metadata: String?, isHost: Bool,
    agent: String? = nil
  ) async throws -> String {
    var claims = claims(
      Grant(
        room: room, roomJoin: true, roomAdmin: isHost, canPublish: true, canSubscribe: true,
        canPublishData: true), lasting: Self.lifetime)
    claims.sub = .init(value: identity)
    claims.name = name
    claims.metadata = metadata
    claims.roomConfig = agent.map { .init(agents: [.init(agentName: $0)]) }
    return try await sign(claims)
  }

  /// Asks the server. 503 where it cannot be reached or refuses.
  func ask(
    _ method: String, _ body: [String: JSONValue], grant: Grant
  ) async throws -> JSONValue {
    let token = try await sign(claims(grant, lasting: 60))
    var address = settings.url
    // The signalling address and the API are one server.
    if address.hasPrefix("ws") { address = "http" + address.dropFirst(2) }
    var request = HTTPRequest(.post, "\(address)/twirp/livekit.RoomService/\(method)")
    request.headers["Authorization"] = "Bearer \(token)"
    request.body = .data(try JSONEncoder().encode(body), contentType: "application/json")
    request.timeouts.connect = 5
    request.timeouts.total = 15
    guard let response = try? await transport.send(request), response.status == 200 else {
      throw Problem(503, "The LiveKit server cannot be reached: try again in a moment")
    }
    return (try? JSONDecoder().decode(JSONValue.self, from: response.body)) ?? .object([:])
  }

  private func claims(_ grant: Grant, lasting seconds: TimeInterval) -> Claims {
    // Whole seconds, and a little patience with clocks that are behind.
    let moment = Date(timeIntervalSince1970: now().timeIntervalSince1970.rounded(.down))
    return Claims(
      iss: .init(value: settings.key), nbf: .init(value: moment.addingTimeInterval(-10)),
      exp: .init(value: moment.addingTimeInterval(seconds)), video: grant)
  }

  private func sign(_ claims: Claims) async throws -> String {
    let keys = JWTKeyCollection()
    await keys.add(
      hmac: HMACKey(from: Data(settings.secret.utf8)), digestAlgorithm: .sha256)
    return try await keys.sign(claims)
  }
}
