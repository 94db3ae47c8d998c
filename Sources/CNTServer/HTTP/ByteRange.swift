/// The `Range` header for one representation (RFC 9110, section 14).
enum ByteRange: Hashable, Sendable {
  /// No range, or one that is to be ignored: the whole.
  case whole
  /// First and last byte.
  case part(ClosedRange<Int>)
  case unsatisfiable

  init(header: String?, size: Int) {
    guard let header, header.lowercased().hasPrefix("bytes=") else {
      self = .whole
      return
    }
    let specs = header.dropFirst(6).split(separator: ",")
    // Several ranges at once are rare and expensive: the whole is a correct answer.
    guard specs.count == 1 else {
      self = .whole
      return
    }
    let parts = specs[0].split(separator: "-", omittingEmptySubsequences: false).map {
      $0.filter { !$0.isWhitespace }
    }
    guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } }) else {
      self = .whole
      return
    }
    switch (Int(parts[0]), Int(parts[1])) {
    case (nil, nil): self = .whole
    case (nil, .some(let length)) where parts[0].isEmpty:
      self = length == 0 || size == 0 ? .unsatisfiable : .part(max(0, size - length)...(size - 1))
    case (.some(let first), nil) where parts[1].isEmpty:
      self = first < size ? .part(first...(size - 1)) : .unsatisfiable
    case (.some(let first), .some(let last)):
      guard first <= last else {
        self = .whole
        return
      }
      self = first < size ? .part(first...min(last, size - 1)) : .unsatisfiable
    default: self = .whole
    }
  }
}
