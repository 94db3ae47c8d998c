import Foundation
import Synchronization

@testable import CNTKit

/// A network of the test's own making.
final class ScriptedTransport: HTTPTransport {
  private let handler: @Sendable (HTTPRequest) async throws -> HTTPResponse
  private let log = Mutex<[HTTPRequest]>([])

  init(_ handler: @escaping @Sendable (HTTPRequest) async throws -> HTTPResponse) {
    self.handler = handler
  }

  var requests: [HTTPRequest] { log.withLock { $0 } }

  func send(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(TransportError) -> HTTPResponse {
    log.withLock { $0.append(request) }
    do { return try await handler(request) } catch let error as TransportError { throw error } catch
    { throw TransportError(.connectionLost, requestMayHaveArrived: true) }
  }

  func stream(
    _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await send(request, progress: nil)
  }

  static func json(_ text: String, status: Int = 200) -> HTTPResponse {
    HTTPResponse(
      status: status, headers: ["Content-Type": "application/json"], body: Data(text.utf8))
  }
}
