import CNTKit
import Foundation
import Synchronization

@testable import CNTServer

/// Answers of services outside of the server, and what they were asked.
final class FakeOutside: HTTPTransport {
  struct Asked: Sendable {
    var method: HTTPMethod
    var url: String
    var headers: HTTPHeaders
    var body: String

    /// The form that Stripe gets.
    var form: [String: String] {
      var form: [String: String] = [:]
      for pair in body.split(separator: "&") {
        let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else { continue }
        form[String(parts[0]).removingPercentEncoding ?? ""] =
          String(parts[1]).removingPercentEncoding ?? ""
      }
      return form
    }
  }

  private let state = Mutex<(asked: [Asked], answers: [(part: String, status: Int, json: String)])>(
    ([], []))

  var asked: [Asked] { state.withLock { $0.asked } }

  /// From now on a request whose address ends with `part` is answered so; the newest counts.
  func answer(_ part: String, _ json: String, status: Int = 200) {
    state.withLock { $0.answers.insert((part, status, json), at: 0) }
  }

  func send(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(TransportError) -> HTTPResponse {
    var body = ""
    if case .data(let data, _) = request.body { body = String(decoding: data, as: UTF8.self) }
    let asked = Asked(
      method: request.method, url: request.url, headers: request.headers, body: body)
    let found = state.withLock { state in
      state.asked.append(asked)
      return state.answers.first { request.url.hasSuffix($0.part) }
    }
    guard let found else { throw TransportError(.cannotConnect, requestMayHaveArrived: false) }
    return HTTPResponse(status: found.status, body: Data(found.json.utf8))
  }

  func stream(
    _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    throw TransportError(.cannotConnect, requestMayHaveArrived: false)
  }
}
