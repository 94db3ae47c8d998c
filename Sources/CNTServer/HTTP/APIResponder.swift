import CNTKit
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Finds the route of a request, checks who asks, runs it, and turns every failure into the
/// platform's shape.
struct APIResponder: HTTPResponder {
  typealias Context = ServerContext

  let table: RouteTable
  let services: Services
  let logger: Logger

  func respond(to request: Request, context: ServerContext) async throws -> Response {
    let begin = ContinuousClock.now
    let peer = context.remoteAddress?.ipAddress ?? "local"
    var note = RequestNote(
      request.headers, isFromProxy: services.proxies.isTrusted(peer: peer))
    var response = try await answer(
      to: request, from: services.proxies.client(peer: peer, request.headers), &note)
    note.mark(&response.headers)
    let time = ContinuousClock.now - begin
    services.metrics.answered(
      request.method.rawValue, response.status.code, in: time / .seconds(1))
    note.log(logger, request, status: response.status.code, in: time)
    return response
  }

  private func answer(
    to request: Request, from address: String, _ note: inout RequestNote
  ) async throws -> Response {
    let path = request.uri.path
    let method = Tus.method(of: request, path)
    var answer: Reply
    do {
      answer = try await reply(to: request, method, from: address, &note)
    } catch let problem as Problem {
      answer = Reply(problem)
    } catch is CancellationError {
      throw CancellationError()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_FULL {
      answer = Reply(Problem(507, "The server's disk is full"))
    } catch {
      // The words of an unexpected error may hold what is not for everybody.
      logger.error(
        "request failed",
        metadata: ["request_id": "\(note.id)", "path": "\(path)", "error": "\(error)"])
      answer = Reply(Problem(500, "Internal Server Error"))
    }
    if Tus.owns(path) { answer = Tus.dressed(answer) }
    var response = answer.response(withoutBody: method == "HEAD")
    services.web.dress(&response.headers, path: path, origin: request.headers[.origin])
    return response
  }

  private func reply(
    to request: Request, _ name: String, from address: String, _ note: inout RequestNote
  ) async throws -> Reply {
    let path = request.uri.path
    if request.method == .options { return preflight(path) }
    if path.hasPrefix("/media/") {
      return try await MediaRoutes.serve(request, path: path, services: services)
    }
    if path == RealtimeRequest.path {
      return try await RealtimeEndpoint.reply(
        to: request, address: address, hub: services.realtime)
    }
    guard let match = table.match(path) else {
      if let other = otherSlash(path) { return try redirect(request, to: other) }
      throw Problem.unknownPath
    }
    guard let method = HTTPMethod(rawValue: name),
      let route = match.routes[method]
    else {
      let allowed = match.routes.keys.map(\.rawValue).sorted().joined(separator: ", ")
      throw Problem(405, "Method Not Allowed", headers: [("Allow", allowed)])
    }
    let viewer = try await viewer(of: request, for: route.access, &note)
    var call = Call(
      request: request, services: services,
      parameters: try match.parameters.map { ($0.name, try Self.decoded($0.value)) },
      query: QueryText.parse(request.uri.query ?? ""), viewer: viewer, remote: address)
    if !method.isSafe, let viewer, let key = try KeyedWrite.key(request.headers) {
      call = try await keyed(call, key, of: viewer, route)
      if !route.takesFile, let kept = try await call.kept() { return kept }
    }
    return try await route.handler(call)
  }

  /// The body is a part of what a key stands for, so it is read here; an upload is too large for
  /// that, and its route looks at the file as it arrives.
  private func keyed(
    _ call: Call, _ key: String, of viewer: Call.Viewer, _ route: Route
  ) async throws -> Call {
    var request = call.request
    var fingerprint = Fingerprint()
    fingerprint.add(request.method.rawValue)
    fingerprint.add("\(request.uri)")
    if !route.takesFile {
      let body = try await call.bytes(atMost: Call.largestJSON)
      fingerprint.add(body)
      request.body = RequestBody(buffer: ByteBuffer(bytes: body))
    }
    var call = call
    call.request = request
    call.keyed = KeyedWrite(user: viewer.id, key: key, fingerprint: fingerprint)
    return call
  }

  private static func decoded(_ segment: String) throws -> String {
    guard let text = segment.removingPercentEncoding, !text.contains("\0") else {
      throw Problem.unknownPath
    }
    return text
  }

  /// A required token that is missing or bad is a 401; an optional one that is bad makes a guest.
  private func viewer(
    of request: Request, for access: Access, _ note: inout RequestNote
  ) async throws -> Call.Viewer? {
    guard access != .open else { return nil }
    var viewer: Call.Viewer?
    if let header = request.headers[.authorization], header.lowercased().hasPrefix("bearer ") {
      viewer = await services.tokens.viewer(
        of: String(header.dropFirst(7)).trimmingCharacters(in: .whitespaces))
    }
    note.user = viewer?.id
    if access == .optional { return viewer }
    guard let viewer else { throw Problem.unauthorized }
    if access == .admin, !viewer.isAdmin { throw Problem.forbidden }
    return viewer
  }

  private func otherSlash(_ path: String) -> String? {
    guard path.count > 1 else { return nil }
    let other = path.hasSuffix("/") ? String(path.dropLast()) : path + "/"
    return table.match(other) == nil ? nil : other
  }

  /// 307 keeps method and body (RFC 9110, section 15.4.8).
  private func redirect(_ request: Request, to path: String) throws -> Reply {
    let host = request.head.authority ?? "localhost"
    let query = request.uri.query.map { "?" + $0 } ?? ""
    return Reply(
      status: 307,
      headers: [("Location", "http://\(host)\(path)\(query)"), ("Content-Length", "0")],
      body: .empty)
  }

  /// CORS: what a page may ask for, where `WebPolicy` lets it read the answer.
  private func preflight(_ path: String) -> Reply {
    Reply(
      status: 200,
      headers: (Tus.owns(path) ? Tus.offers : []) + [
        ("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT"),
        (
          "Access-Control-Allow-Headers",
          "Authorization, Content-Type, Idempotency-Key, Tus-Resumable, Upload-Length,"
            + " Upload-Metadata, Upload-Offset, X-HTTP-Method-Override"
        ),
        ("Access-Control-Max-Age", "600"),
      ], body: .bytes(Data("OK".utf8), contentType: "text/plain; charset=utf-8"))
  }
}

/// The query of a URL as names and values.
enum QueryText {
  static func parse(_ text: String) -> [(name: String, value: String)] {
    text.split(separator: "&").compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = decoded(parts[0]), !name.isEmpty else { return nil }
      return (name, parts.count > 1 ? decoded(parts[1]) ?? "" : "")
    }
  }

  private static func decoded(_ text: Substring) -> String? {
    text.replacing("+", with: " ").removingPercentEncoding
  }
}

/// What Hummingbird knows of a request.
struct ServerContext: RequestContext, RemoteAddressRequestContext {
  var coreContext: CoreRequestContextStorage
  let remoteAddress: SocketAddress?

  init(source: ApplicationRequestContextSource) {
    coreContext = .init(source: source)
    remoteAddress = source.channel.remoteAddress
  }
}
