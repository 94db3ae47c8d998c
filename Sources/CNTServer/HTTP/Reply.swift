import CNTKit
import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// What a route answers.
struct Reply: Sendable {
  var status: Int
  var headers: [(String, String)] = []
  var body: Body

  enum Body: Sendable {
    case bytes(Data, contentType: String)
    case stream(ResponseBody)
    case empty
  }

  /// JSON with status 200.
  static func json(_ value: some Encodable, status: Int = 200) throws -> Reply {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .withoutEscapingSlashes
    return Reply(
      status: status, body: .bytes(try encoder.encode(value), contentType: "application/json"))
  }

  /// `{"message": ...}`
  static func message(_ text: String) throws -> Reply { try json(["message": text]) }

  init(status: Int, headers: [(String, String)] = [], body: Body) {
    self.status = status
    self.headers = headers
    self.body = body
  }

  init(_ problem: Problem) {
    status = problem.status
    headers = problem.headers
    let data = (try? JSONEncoder().encode(["detail": problem.detail])) ?? Data()
    body = .bytes(data, contentType: "application/json")
  }

  /// For the wire; `withoutBody` answers a HEAD.
  func response(withoutBody: Bool = false) -> Response {
    var fields = HTTPFields()
    for (name, value) in headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    var responseBody: ResponseBody
    switch body {
    case .bytes where status == 204: responseBody = ResponseBody()
    case .bytes(let data, let contentType):
      fields[.contentType] = contentType
      fields[.contentLength] = "\(data.count)"
      responseBody = ResponseBody(byteBuffer: ByteBuffer(bytes: data))
    case .stream(let stream): responseBody = stream
    case .empty: responseBody = ResponseBody()
    }
    if withoutBody { responseBody = ResponseBody() }
    var response = Response(
      status: HTTPTypes.HTTPResponse.Status(code: status), headers: fields, body: responseBody)
    // It has no content, and says nothing of a length (RFC 9110, section 8.6).
    if status == 204 { response.headers[.contentLength] = nil }
    return response
  }
}
