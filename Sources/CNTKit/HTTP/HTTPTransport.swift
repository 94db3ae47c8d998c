import Foundation

/// Carries requests. The real one is ``CurlTransport``; tests have their own.
public protocol HTTPTransport: Sendable {
  /// Sends a request and collects the answer.
  func send(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(TransportError) -> HTTPResponse

  /// Sends a request and hands the answer over as it comes: the head first, then the body in
  /// pieces, on a thread of the transport. A consumer that throws ends the transfer.
  func stream(
    _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse
}

/// A piece of a streamed answer.
public enum HTTPStreamEvent: Sendable, Hashable {
  /// Status and headers; the body is still to come.
  case head(HTTPResponse)
  case bytes(Data)
}

extension HTTPTransport {
  public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    try await send(request, progress: nil)
  }
}

/// Why there was no answer.
public struct TransportError: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    case badURL, cannotResolve, cannotConnect, timedOut, tls, connectionLost, cancelled
    case bodyTooLarge, tooManyRedirects, unreadableFile, refusedByConsumer
    /// The address lies on this machine or in a private network, where it may not.
    case privateAddress
    /// There is no libcurl here.
    case noLibrary
    case other(code: Int)
  }

  public var reason: Reason
  /// False only where it is certain that no byte of the request left this machine.
  public var requestMayHaveArrived: Bool

  public init(_ reason: Reason, requestMayHaveArrived: Bool) {
    self.reason = reason
    self.requestMayHaveArrived = requestMayHaveArrived
  }

  /// The sentence that says what to do.
  public var recovery: String {
    switch reason {
    case .badURL: "The address cannot be used: check the server's address."
    case .cannotResolve:
      "The server's name was not found: check the address and your network connection."
    case .cannotConnect:
      "The server cannot be reached: check that it is running and that the address is right."
    case .timedOut: "The server did not answer in time: try again in a moment."
    case .tls:
      "The server's certificate cannot be trusted: check the address, or ask who runs the server."
    case .connectionLost: "The connection was lost: try again."
    case .cancelled: "The request was cancelled."
    case .bodyTooLarge: "The server's answer is larger than it may be: tell who runs the server."
    case .tooManyRedirects:
      "The server sends the request around in circles: check the server's address."
    case .unreadableFile: "The file cannot be read: check that it is there and readable."
    case .privateAddress:
      "The address leads into a private network, where the server is not: tell who published it."
    case .noLibrary: "libcurl is missing: install libcurl4 (Debian's name), then start cnt again."
    case .refusedByConsumer: "The answer could not be stored: check the free space on the disk."
    case .other(let code): "The network failed (curl error \(code)): try again."
    }
  }
}
