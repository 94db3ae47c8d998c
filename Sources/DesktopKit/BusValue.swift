/// A value of D-Bus ("D-Bus Specification", type system), of the types that are sent here.
indirect enum BusValue: Hashable, Sendable {
  case string(String)
  case path(String)
  case bool(Bool)
  case double(Double)
  case int64(Int64)
  case int32(Int32)
  case uint32(UInt32)
  case strings([String])
  /// Names with values of any type, `a{sv}`.
  case dictionary([Member])

  struct Member: Hashable, Sendable {
    var name: String
    var value: BusValue
  }

  static func members(_ members: KeyValuePairs<String, BusValue>) -> [Member] {
    members.map { Member(name: $0.key, value: $0.value) }
  }

  var signature: String {
    switch self {
    case .string: "s"
    case .path: "o"
    case .bool: "b"
    case .double: "d"
    case .int64: "x"
    case .int32: "i"
    case .uint32: "u"
    case .strings: "as"
    case .dictionary: "a{sv}"
    }
  }
}

extension String {
  /// As D-Bus takes it: no NUL, no control characters, and of a length that no daemon minds.
  var forBus: String {
    var text = ""
    for scalar in unicodeScalars.prefix(500) {
      text.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
    }
    return text
  }
}
