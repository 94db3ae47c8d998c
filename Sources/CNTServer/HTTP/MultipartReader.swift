import Foundation
import NIOCore

/// Reads a multipart/form-data body (RFC 7578) as it comes, without holding a file in memory.
struct MultipartReader {
  /// The head of a part.
  struct PartHead: Sendable, Hashable {
    var name: String
    var filename: String?
    var contentType: String?
  }

  enum Event: Sendable {
    case head(PartHead)
    case bytes(ArraySlice<UInt8>)
    case end
  }

  struct Malformed: Error {}

  private enum State { case preamble, head, body, done }

  private var state = State.preamble
  private var buffer: [UInt8]
  private let boundary: [UInt8]
  /// A part's head beyond this is refused, bytes.
  private static let largestHead = 8192

  /// nil when the content type is no multipart form.
  init?(contentType: String?) {
    guard let contentType, contentType.lowercased().hasPrefix("multipart/form-data"),
      let value = Self.parameter("boundary", in: contentType), (1...70).contains(value.utf8.count)
    else { return nil }
    boundary = Array("\r\n--\(value)".utf8)
    // The first boundary has no line break before it.
    buffer = [0x0d, 0x0a]
  }

  var isFinished: Bool { state == .done }

  /// Takes in bytes and hands over what they complete.
  mutating func feed(_ bytes: some Sequence<UInt8>, _ handle: (Event) throws -> Void) throws {
    buffer += bytes
    while try step(handle) {}
  }

  private mutating func step(_ handle: (Event) throws -> Void) throws -> Bool {
    switch state {
    case .preamble:
      guard let range = find(boundary) else {
        guard buffer.count < Self.largestHead else { throw Malformed() }
        return false
      }
      return try afterBoundary(range.upperBound)
    case .head:
      guard let range = find([0x0d, 0x0a, 0x0d, 0x0a]) else {
        guard buffer.count < Self.largestHead else { throw Malformed() }
        return false
      }
      let text = String(decoding: buffer[..<range.lowerBound], as: UTF8.self)
      buffer.removeFirst(range.upperBound)
      state = .body
      try handle(.head(try Self.head(text)))
      return true
    case .body:
      if let range = find(boundary) {
        if range.lowerBound > 0 { try handle(.bytes(buffer[..<range.lowerBound])) }
        try handle(.end)
        return try afterBoundary(range.upperBound)
      }
      // What could be the beginning of a boundary stays.
      let safe = buffer.count - boundary.count
      guard safe > 0 else { return false }
      try handle(.bytes(buffer[..<safe]))
      buffer.removeFirst(safe)
      return false
    case .done:
      buffer.removeAll()
      return false
    }
  }

  /// `--` ends the form, a line break begins a part.
  private mutating func afterBoundary(_ index: Int) throws -> Bool {
    guard buffer.count >= index + 2 else {
      buffer.removeFirst(index - boundary.count)
      state = .preamble
      return false
    }
    let two = Array(buffer[index..<index + 2])
    buffer.removeFirst(index + 2)
    if two == [0x2d, 0x2d] {
      state = .done
    } else if two == [0x0d, 0x0a] {
      state = .head
    } else {
      throw Malformed()
    }
    return true
  }

  private func find(_ needle: [UInt8]) -> Range<Int>? {
    guard buffer.count >= needle.count else { return nil }
    return buffer.withUnsafeBytes { hay -> Range<Int>? in
      var start = 0
      let last = hay.count - needle.count
      while start <= last, let base = hay.baseAddress {
        // memchr finds the first byte many at a time.
        guard let hit = memchr(base + start, Int32(needle[0]), last - start + 1) else { return nil }
        start = UnsafeRawPointer(hit) - base
        if hay[start..<start + needle.count].elementsEqual(needle) {
          return start..<start + needle.count
        }
        start += 1
      }
      return nil
    }
  }

  private static func head(_ text: String) throws -> PartHead {
    var head = PartHead(name: "")
    for line in text.split(separator: "\r\n") {
      guard let colon = line.firstIndex(of: ":") else { throw Malformed() }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      switch line[..<colon].lowercased() {
      case "content-disposition":
        head.name = parameter("name", in: value) ?? ""
        head.filename = parameter("filename", in: value)
      case "content-type": head.contentType = value
      default: break
      }
    }
    return head
  }

  private static func parameter(_ name: String, in header: String) -> String? {
    for piece in header.split(separator: ";").dropFirst() {
      let pair = piece.split(separator: "=", maxSplits: 1)
      guard pair.count == 2,
        pair[0].trimmingCharacters(in: .whitespaces).lowercased() == name
      else { continue }
      let value = pair[1].trimmingCharacters(in: .whitespaces)
      return value.hasPrefix("\"") ? String(value.dropFirst().prefix { $0 != "\"" }) : value
    }
    return nil
  }
}
