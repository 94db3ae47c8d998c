import Foundation

/// Looks at JSON before it is parsed: parsers go as deep as it does.
package enum JSONNesting {
  /// Whether arrays and objects stand at most `deepest` levels within each other, and hold at most
  /// `mostValues` values in all.
  package static func isAcceptable(_ data: Data, deepest: Int, mostValues: Int = .max) -> Bool {
    var values = 1
    var depth = 0
    var inString = false
    var escaped = false
    for byte in data {
      if inString {
        if escaped {
          escaped = false
        } else if byte == UInt8(ascii: "\\") {
          escaped = true
        } else if byte == UInt8(ascii: "\"") {
          inString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): inString = true
      case UInt8(ascii: ","):
        values += 1
        if values > mostValues { return false }
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        depth += 1
        values += 1
        if depth > deepest || values > mostValues { return false }
      case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      default: break
      }
    }
    return true
  }
}
