import CNTKit
import Foundation

/// Media through the API, for clients that cannot reach it otherwise.
enum MediaAccessRoutes {
  static let routes: [Route] = [
    Route(.get, "/api/v1/media/proxy", .member, proxy),
    Route(.get, "/api/v1/media/signed-url", .member, signed),
  ]

  /// The path of one of this server's files. Nothing else is fetched for anybody: an address from outside
  /// would have the server ask, from within its own network, whatever somebody likes.
  private static func path(_ call: Call) throws -> String {
    guard let address = call.text("url") ?? call.text("path") else {
      throw Problem(invalid: [Invalid.missing("url", in: "query", input: .null)])
    }
    var path = address[...]
    if let scheme = path.range(of: "://") {
      let host = path[scheme.upperBound...].prefix { $0 != "/" }
      guard host == (call.request.head.authority ?? "")
      else { throw Problem(403, "Only this server's own media can be fetched through it") }
      path = path[scheme.upperBound...].drop { $0 != "/" }
    }
    path = path.prefix { $0 != "?" && $0 != "#" }
    guard path.hasPrefix("/media/") else {
      throw Problem(403, "Only this server's own media can be fetched through it")
    }
    return String(path)
  }

  private static func proxy(_ call: Call) async throws -> Reply {
    try await MediaRoutes.serve(call.request, path: path(call), services: call.services)
  }

  /// Media is open to all here, so that its address needs no signature.
  private static func signed(_ call: Call) async throws -> Reply {
    let path = try path(call)
    guard let name = path.dropFirst("/media/".count).removingPercentEncoding,
      call.services.media.file(name) != nil
    else { throw Problem.notFound("File") }
    return try .json(
      ["url": .string(path), "signed_url": .string(path), "expires_in": .null]
        as [String: JSONValue])
  }
}
