import Foundation

/// A method of HTTP (RFC 9110, section 9).
public enum HTTPMethod: String, Sendable, Hashable {
  case get = "GET"
  case head = "HEAD"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"

  /// Whether repeating it asks for nothing new (RFC 9110, section 9.2.1).
  public var isSafe: Bool { self == .get || self == .head }
}

/// Header fields; names are compared without regard to case, the first of a name wins.
public struct HTTPHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
  public private(set) var all: [Field] = []

  public struct Field: Sendable, Hashable {
    public var name: String
    public var value: String
  }

  public init() {}

  public init(dictionaryLiteral elements: (String, String)...) {
    for (name, value) in elements { add(name, value) }
  }

  public subscript(name: String) -> String? {
    get { all.first { $0.name.lowercased() == name.lowercased() }?.value }
    set {
      all.removeAll { $0.name.lowercased() == name.lowercased() }
      if let newValue { add(name, newValue) }
    }
  }

  public mutating func add(_ name: String, _ value: String) {
    all.append(Field(name: name, value: value))
  }
}

/// One part of a multipart/form-data body (RFC 7578).
public struct MultipartPart: Sendable, Hashable {
  public enum Content: Sendable, Hashable {
    case data(Data)
    /// A file that is read while it is sent.
    case file(path: String)
  }

  public var name: String
  public var filename: String?
  public var contentType: String?
  public var content: Content

  public init(name: String, filename: String? = nil, contentType: String? = nil, content: Content) {
    self.name = name
    self.filename = filename
    self.contentType = contentType
    self.content = content
  }
}

/// What is sent.
public enum HTTPBody: Sendable, Hashable {
  case none
  case data(Data, contentType: String)
  case multipart([MultipartPart])
}

/// How long to wait.
public struct HTTPTimeouts: Sendable, Hashable {
  /// Until there is a connection, seconds.
  public var connect: Int
  /// Until the whole answer is there, seconds; nil has no limit.
  public var total: Int?
  /// Slower than ``slowest`` in either direction for so long, seconds.
  public var idle: Int
  /// Bytes a second.
  public var slowest: Int

  public init(connect: Int = 10, total: Int? = nil, idle: Int = 20, slowest: Int = 1) {
    self.connect = connect
    self.total = total
    self.idle = idle
    self.slowest = slowest
  }

  /// For JSON calls: the official client waits 10 seconds.
  public static let json = HTTPTimeouts(connect: 6, total: 15)
  /// For signing in: 15 seconds there.
  public static let auth = HTTPTimeouts(connect: 6, total: 20)
  /// For media in either direction.
  public static let media = HTTPTimeouts(connect: 10, total: nil, idle: 60, slowest: 200)
}

/// One request.
public struct HTTPRequest: Sendable, Hashable {
  public var method: HTTPMethod
  public var url: String
  public var headers: HTTPHeaders
  public var body: HTTPBody
  public var timeouts: HTTPTimeouts
  /// Bytes of the answer a second at most, on average; nil for as many as come.
  public var bytesPerSecond: Int?
  /// Where it is set, no other host may be at an address of this machine or of a private network: what
  /// somebody published must not send requests into the person's own network.
  public var trustedHost: String?

  public init(
    _ method: HTTPMethod, _ url: String, headers: HTTPHeaders = HTTPHeaders(),
    body: HTTPBody = .none, timeouts: HTTPTimeouts = .json
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeouts = timeouts
  }
}

/// The answer.
public struct HTTPResponse: Sendable, Hashable {
  public var status: Int
  public var headers: HTTPHeaders
  public var body: Data
  /// Whether the end of the body is told by more than the end of the connection (RFC 9112, section
  /// 6.3), so that one that was cut off is known to be.
  public var isFramed: Bool

  public init(
    status: Int, headers: HTTPHeaders = HTTPHeaders(), body: Data = Data(), isFramed: Bool = true
  ) {
    self.status = status
    self.headers = headers
    self.body = body
    self.isFramed = isFramed
  }
}

/// How far a transfer is, in bytes; totals are nil until they are known.
public struct HTTPProgress: Sendable, Hashable {
  public var sent: Int
  public var sentTotal: Int?
  public var received: Int
  public var receivedTotal: Int?

  public init(sent: Int, sentTotal: Int? = nil, received: Int, receivedTotal: Int? = nil) {
    self.sent = sent
    self.sentTotal = sentTotal
    self.received = received
    self.receivedTotal = receivedTotal
  }
}
