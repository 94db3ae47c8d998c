import CNTKit
import Crypto
import Foundation
import Synchronization

/// The files of the platform and the line to them, with a randomness of their own.
final class SimMedia: Sendable {
  /// What may happen to one request for a file.
  enum Fault: CaseIterable, Sendable {
    case unreachable, cut, page, tooMany, fault, forbidden, whole, wrongPart, changed, longer
    case damaged, noLength, empty
  }

  struct State: Sendable {
    var random: SeededRandom
    /// Requests of 100 that meet a fault.
    var faultRate = 0
    var met: [String: Int] = [:]
  }

  let state: Mutex<State>

  init(seed: UInt64) { state = Mutex(State(random: SeededRandom(seed: seed))) }

  static func address(_ podcast: Int) -> String { "/media/audio/\(podcast).mp3" }

  /// What is behind an address: always the same, and nothing that is behind another.
  static func content(_ url: String) -> Data { file(url).content }

  private struct File: Sendable {
    var content: Data
    /// SHA-256 in base64.
    var digest: String
  }

  private static let files = Mutex<[String: File]>([:])

  private static func file(_ url: String) -> File {
    files.withLock { files in
      if let known = files[url] { return known }
      var random = SeededRandom(seed: url.utf8.reduce(7) { $0 &* 31 &+ UInt64($1) })
      let content = Data((0..<2000 + random.below(6000)).map { _ in UInt8(random.below(256)) })
      let digest = Data(SHA256.hash(data: content)).base64EncodedString()
      let made = File(content: content, digest: digest)
      files[url] = made
      return made
    }
  }

  func stream(
    _ request: HTTPRequest, consume: @Sendable (HTTPStreamEvent) throws -> Void
  ) throws(TransportError) -> HTTPResponse {
    let fault = state.withLock { state -> Fault? in
      guard state.random.chance(state.faultRate), let fault = state.random.pick(Fault.allCases)
      else { return nil }
      state.met["media \(fault)", default: 0] += 1
      return fault
    }
    if fault == .unreachable {
      throw TransportError(.cannotConnect, requestMayHaveArrived: false)
    }
    let path = URLComponents(string: request.url)?.path ?? ""
    var (response, body) = answer(request, Self.file(path), fault)
    response.body = Data()
    try hand(.head(response), consume)
    let cut = fault == .cut ? state.withLock { $0.random.below(body.count) } : nil
    if let cut { body = body.prefix(cut) }
    while !body.isEmpty {
      try hand(.bytes(Data(body.prefix(700))), consume)
      body = body.dropFirst(700)
    }
    if cut != nil { throw TransportError(.connectionLost, requestMayHaveArrived: true) }
    return response
  }

  private func hand(
    _ event: HTTPStreamEvent, _ consume: @Sendable (HTTPStreamEvent) throws -> Void
  ) throws(TransportError) {
    do { try consume(event) } catch {
      throw TransportError(.refusedByConsumer, requestMayHaveArrived: true)
    }
  }

  private func answer(
    _ request: HTTPRequest, _ file: File, _ fault: Fault?
  ) -> (HTTPResponse, Data) {
    func refusal(_ status: Int) -> (HTTPResponse, Data) {
      (HTTPResponse(status: status, headers: ["Retry-After": "9"]), Data("no".utf8))
    }
    switch fault {
    case .tooMany: return refusal(429)
    case .fault: return refusal(500)
    case .forbidden: return refusal(403)
    case .page:
      return (HTTPResponse(status: 200), Data("<html><body>Sign in here first".utf8))
    case .empty: return (HTTPResponse(status: 200, headers: ["Content-Length": "0"]), Data())
    default: break
    }
    let (content, digest) = (file.content, file.digest)
    var tag = "\"\(digest.prefix(8))\""
    if fault == .changed { tag = "\"another\"" }
    var response = HTTPResponse(
      status: 200, headers: ["ETag": tag, "Repr-Digest": "sha-256=:\(digest):"])
    var body = content
    let range = request.headers["Range"] ?? ""
    if range.hasPrefix("bytes="), var first = Int(range.dropFirst(6).dropLast()), fault != .whole,
      request.headers["If-Range"] == tag
    {
      guard first < content.count else {
        response.status = 416
        response.headers["Content-Range"] = "bytes */\(content.count)"
        return (response, Data())
      }
      if fault == .wrongPart { first = max(0, first - 1) }
      response.status = 206
      response.headers["Content-Range"] = "bytes \(first)-\(content.count - 1)/\(content.count)"
      body = content.dropFirst(first)
    }
    if fault == .damaged, let index = body.indices.last { body[index] ^= 1 }
    if fault != .noLength { response.headers["Content-Length"] = "\(body.count)" }
    if fault == .longer { body.append(0) }
    return (response, body)
  }
}
