import HTTPTypes
import Hummingbird
import Logging

/// What the log says of one request: never a header, a body, or what stands behind the question mark.
struct RequestNote: Sendable {
  /// Answered as `X-Request-Id`, and with every line about the request.
  let id: String
  var user: Int?

  private static let header = HTTPField.Name("X-Request-Id")!

  /// The id that a proxy of ours gave it, or a new one: from others it could be anything.
  init(_ headers: HTTPFields, isFromProxy: Bool) {
    let given = headers[Self.header] ?? ""
    let isGood =
      (1...64).contains(given.utf8.count)
      && given.utf8.allSatisfy { byte in
        byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
          || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
      }
    id = isFromProxy && isGood ? given : RandomName.make()
  }

  func mark(_ fields: inout HTTPFields) { fields[Self.header] = id }

  func log(
    _ logger: Logger, _ request: Request, status: Int, in time: Duration
  ) {
    logger.info(
      "request",
      metadata: [
        "request_id": .string(id), "method": .string(request.method.rawValue),
        "path": .string(request.uri.path), "status": .stringConvertible(status),
        "ms": .stringConvertible(Int(time / .milliseconds(1))),
        "user": user.map { .stringConvertible($0) } ?? .string("guest"),
      ])
  }
}
