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

  func readInt64() -> Int64? {
    var value: Int64 = 0
    return library.readBasic(pointer, Self.code("x"), &value) > 0 ? value : nil
  }

  /// A double in a variant.
  func readVariantDouble() -> Double? {
    var value = 0.0
    guard library.enter(pointer, Self.code("v"), "d") > 0,
      library.readBasic(pointer, Self.code("d"), &value) > 0
    else { return nil }
    return value
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
