import Foundation
import Synchronization

/// HTTP through libcurl's multi interface: one thread, connections reused, HTTP/2 where offered.
///
/// Nothing is started before the first request. Redirects are followed here, not by libcurl, so that
/// a token never reaches another origin.
public final class CurlTransport: HTTPTransport {
  /// The largest answer that ``send(_:progress:)`` collects, bytes.
  public static let largestBody = 64 << 20
  static let mostRedirects = 5

  private let loop = Mutex<CurlLoop?>(nil)
  private let userAgent: String

  public init(userAgent: String = "cnt/0.1") { self.userAgent = userAgent }

  deinit { loop.withLock { $0?.stop() } }

  public func send(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(TransportError) -> HTTPResponse {
    let body = Mutex(Data())
    var response = try await follow(request, progress: progress) { event in
      guard case .bytes(let bytes) = event else {
        body.withLock { $0 = Data() }
        return
      }
      try body.withLock { body in
        guard body.count + bytes.count <= Self.largestBody else { throw BodyTooLarge() }
        body.append(bytes)
      }
    }
    response.body = body.withLock { $0 }
    return response
  }

  struct BodyTooLarge: Error {}

  public func stream(
    _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try await follow(request, progress: nil, consume: consume)
  }

  private func follow(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?,
    consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    var request = request
    var hasSentSomething = false
    for _ in 0...Self.mostRedirects {
      guard RequestCheck.isAcceptable(request) else {
        throw TransportError(.badURL, requestMayHaveArrived: hasSentSomething)
      }
      let response = try await attempt(request, progress: progress, consume: consume)
      hasSentSomething = true
      guard let next = Redirect.next(after: response, to: request) else { return response }
      request = next
    }
    throw TransportError(.tooManyRedirects, requestMayHaveArrived: true)
  }

  /// One try; a kept-alive connection that turns out dead is tried once more on a new one, if
  /// repeating is harmless (the platform closes connections after a 500).
  private func attempt(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?,
    consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    let outcome = await perform(request, progress, consume, fresh: false)
    if case .failure(let failure) = outcome, failure.diedBeforeAnswer, request.method.isSafe {
      return try await perform(request, progress, consume, fresh: true).value().response
    }
    return try outcome.value().response
  }

  private func perform(
    _ request: HTTPRequest, _ progress: (@Sendable (HTTPProgress) -> Void)?,
    _ consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void, fresh: Bool
  ) async -> Result<CurlTransfer.Done, CurlTransfer.Failure> {
    let loop = self.loop.withLock { loop in
      if let loop { return loop }
      let made = CurlLoop(userAgent: userAgent)
      loop = made
      return made
    }
    let ticket = loop.ticket()
    defer { loop.forget(ticket) }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { done in
        loop.submit(
          CurlTransfer.Order(
            ticket: ticket, request: request, fresh: fresh, progress: progress,
            consume: { event in
              // Only the final answer of a chain of redirects is the consumer's.
              if Redirect.isRedirect(event) { return }
              try consume(event)
            },
            finish: { done.resume(returning: $0) }))
      }
    } onCancel: {
      loop.cancel(ticket)
    }
  }
}

extension Result where Failure == CurlTransfer.Failure {
  fileprivate func value() throws(TransportError) -> Success {
    switch self {
    case .success(let value): return value
    case .failure(let failure): throw failure.error
    }
  }
}
