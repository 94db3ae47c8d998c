import CSDBus

/// A message of sd-bus while it is read or written, on the bus's own thread.
struct BusMessage {
  let library: BusLibrary
  let pointer: OpaquePointer

  var interface: String { library.interface(pointer).map { String(cString: $0) } ?? "" }
  var member: String { library.member(pointer).map { String(cString: $0) } ?? "" }

  /// The next argument, a string or an object path; nil when it is something else.
  func readText(path: Bool = false) -> String? {
    var text: UnsafePointer<CChar>?
    guard library.readBasic(pointer, Self.code(path ? "o" : "s"), &text) > 0 else { return nil }
    return text.map { String(cString: $0) }
  }

  func readUInt32() -> UInt32? {
    var value: UInt32 = 0
    return library.readBasic(pointer, Self.code("u"), &value) > 0 ? value : nil
  }

  func readInt64() -> Int64? {
    var value: Int64 = 0
    return library.readBasic(pointer, Self.code("x"), &value) > 0 ? value : nil
  }

  /// A double, a text or a truth in a variant; nil for anything else.
  func readVariant() -> BusValue? {
    let variant = Self.code("v")
    if library.enter(pointer, variant, "d") > 0 {
      var value = 0.0
      return library.readBasic(pointer, Self.code("d"), &value) > 0 ? .double(value) : nil
    }
    if library.enter(pointer, variant, "b") > 0 {
      var value: Int32 = 0
      return library.readBasic(pointer, Self.code("b"), &value) > 0 ? .bool(value != 0) : nil
    }
    if library.enter(pointer, variant, "s") > 0 { return readText().map(BusValue.string) }
    return nil
  }

  func append(_ value: BusValue) {
    switch value {
    case .string(let text): append("s", text)
    case .path(let text): append("o", text)
    case .bool(let value):
      var number: Int32 = value ? 1 : 0
      _ = library.appendBasic(pointer, Self.code("b"), &number)
    case .double(let value):
      var number = value
      _ = library.appendBasic(pointer, Self.code("d"), &number)
    case .int64(let value):
      var number = value
      _ = library.appendBasic(pointer, Self.code("x"), &number)
    case .int32(let value):
      var number = value
      _ = library.appendBasic(pointer, Self.code("i"), &number)
    case .uint32(let value):
      var number = value
      _ = library.appendBasic(pointer, Self.code("u"), &number)
    case .strings(let texts):
      inside("a", "s") { for text in texts { append("s", text) } }
    case .dictionary(let members):
      inside("a", "{sv}") {
        for member in members {
          inside("e", "sv") {
            append("s", member.name)
            appendVariant(member.value)
          }
        }
      }
    }
  }

  func appendVariant(_ value: BusValue) { inside("v", value.signature) { append(value) } }

  private func append(_ type: Unicode.Scalar, _ text: String) {
    text.withCString { _ = library.appendBasic(pointer, Self.code(type), $0) }
  }

  private func inside(_ type: Unicode.Scalar, _ contents: String, _ work: () -> Void) {
    _ = library.openContainer(pointer, Self.code(type), contents)
    work()
    _ = library.closeContainer(pointer)
  }

  private static func code(_ type: Unicode.Scalar) -> CChar { CChar(type.value) }
}
