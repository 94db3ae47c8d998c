import Foundation

/// Where an upload in parts is; `cnt-server` speaks tus 1.0.0 (https://tus.io/protocols/resumable-upload).
public struct UploadPlace: Hashable, Sendable {
  /// The upload's path, below the API's.
  public var path: String

  /// A path as `Location` tells it: relative to the server, or with it.
  init?(location: String?) {
    guard let location, let range = location.range(of: "/api/v1/uploads/") else { return nil }
    let id = location[range.upperBound...]
    guard !id.isEmpty, id.utf8.count <= 100,
      id.utf8.allSatisfy({
        (48...57).contains($0) || (97...122).contains($0 | 0x20) || $0 == 45 || $0 == 95
      })
    else { return nil }
    path = "/uploads/\(id)"
  }

  /// One that was kept.
  public init?(path: String) { self.init(location: "/api/v1" + path) }
}

/// An answer of tus without the field that it must have.
private struct IncompleteAnswer: Error {}

extension Endpoint where Answer == UploadPlace {
  /// Announces a file of `length` bytes.
  public static func beginUpload(
    _ kind: Endpoint<UploadResult>.UploadKind, length: Int, filename: String, contentType: String
  ) -> Endpoint {
    func entry(_ name: String, _ value: String) -> String {
      "\(name) \(Data(value.utf8).base64EncodedString())"
    }
    var endpoint = Endpoint(
      .post, "/uploads", authorization: .required
    ) { response in
      guard let place = UploadPlace(location: response.headers["Location"]) else {
        throw IncompleteAnswer()
      }
      return place
    }
    endpoint.headers = Tus.headers
    endpoint.headers["Upload-Length"] = "\(length)"
    endpoint.headers["Upload-Metadata"] = [
      entry("filename", filename), entry("filetype", contentType), entry("kind", kind.rawValue),
    ].joined(separator: ",")
    return endpoint
  }
}

extension Endpoint where Answer == Int {
  /// How many bytes the server has.
  public static func uploadOffset(_ place: UploadPlace) -> Endpoint {
    var endpoint = Endpoint(.head, place.path, authorization: .required, decode: Tus.offset)
    endpoint.headers = Tus.headers
    return endpoint
  }

  /// Sends bytes that begin at `offset`; the answer is where the next ones do.
  public static func sendPart(_ place: UploadPlace, at offset: Int, _ data: Data) -> Endpoint {
    var endpoint = Endpoint(
      .patch, place.path, body: .data(data, contentType: "application/offset+octet-stream"),
      authorization: .required, timeouts: .media, decode: Tus.offset)
    endpoint.headers = Tus.headers
    endpoint.headers["Upload-Offset"] = "\(offset)"
    return endpoint
  }
}

extension Endpoint where Answer == UploadResult {
  /// Has the server take the whole file, as it takes one that came in one request. Asked again, it
  /// answers the same.
  public static func finishUpload(_ place: UploadPlace) -> Endpoint {
    var endpoint = Endpoint.json(
      .post, place.path + "/finish", body: .data(Data("{}".utf8), contentType: "application/json"),
      authorization: .required, timeouts: .media, isIdempotent: true)
    endpoint.headers = Tus.headers
    return endpoint
  }
}

extension Endpoint where Answer == Void {
  /// Gives an upload up.
  public static func endUpload(_ place: UploadPlace) -> Endpoint {
    var endpoint = Endpoint.ignoringAnswer(.delete, place.path, isIdempotent: true)
    endpoint.headers = Tus.headers
    return endpoint
  }
}

private enum Tus {
  static let headers: HTTPHeaders = ["Tus-Resumable": "1.0.0"]

  static func offset(_ response: HTTPResponse) throws -> Int {
    guard let text = response.headers["Upload-Offset"], let offset = Int(text), offset >= 0 else {
      throw IncompleteAnswer()
    }
    return offset
  }
}
