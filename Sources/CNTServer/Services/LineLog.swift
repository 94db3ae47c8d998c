import CNTKit
import Foundation
import Logging

/// Writes each message as one line: as words, or as a JSON object.
public struct LineLog: LogHandler {
  /// How a line looks.
  public enum Form: String, Sendable, CaseIterable {
    case text, json
  }

  public var metadata: Logger.Metadata = [:]
  public var logLevel = Logger.Level.warning
  private let form: Form
  private let now: @Sendable () -> Date
  private let write: @Sendable (String) -> Void

  /// A value is cut beyond this, characters.
  private static let longest = 2000

  /// To standard error unless `write` takes the lines, which have no line break at their end.
  public init(
    _ form: Form, now: @escaping @Sendable () -> Date = { Date() },
    write: @escaping @Sendable (String) -> Void = LineLog.standardError
  ) {
    self.form = form
    self.now = now
    self.write = write
  }

  /// One call for a line, so that those of several threads do not mix.
  public static let standardError: @Sendable (String) -> Void = { line in
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  public func log(event: LogEvent) {
    var all = metadata.merging(event.metadata ?? [:]) { $1 }
    if let error = event.error { all["error"] = "\(error)" }
    // What a library calls its own things need not look like ours.
    let fields = all.sorted { $0.key < $1.key }.map { (Self.name($0.key), $0.value) }
    let stamp = Self.stamp(now())
    switch form {
    case .text:
      let words = fields.map { "\($0.0)=\(Self.quoted("\($0.1)"))" }
      write(
        ([stamp, event.level.rawValue, Self.escaped("\(event.message)")] + words)
          .joined(separator: " "))
    case .json:
      var members = [
        ("time", "\"\(stamp)\""), ("level", "\"\(event.level.rawValue)\""),
        ("message", Self.json("\(event.message)")),
      ]
      members += fields.filter { !["time", "level", "message"].contains($0.0) }.map { name, value in
        (name, Self.number(value) ?? Self.json("\(value)"))
      }
      write("{" + members.map { "\(Self.json($0.0)):\($0.1)" }.joined(separator: ",") + "}")
    }
  }

  private static func name(_ key: String) -> String {
    key == "hb.request.id" ? "connection_request" : key
  }

  /// Integers stay such.
  private static func number(_ value: Logger.Metadata.Value) -> String? {
    guard case .stringConvertible(let number) = value, number is Int else { return nil }
    return "\(number)"
  }

  private static func stamp(_ date: Date) -> String {
    let milliseconds = Int(date.timeIntervalSince1970 * 1000)
    let rest = milliseconds % 1000
    return Timestamp(secondsSince1970: milliseconds / 1000).text
      + "." + String(1000 + rest).dropFirst() + "Z"
  }

  private static func quoted(_ text: String) -> String {
    let safe = escaped(text)
    let isPlain = !safe.isEmpty && !safe.contains { $0 == " " || $0 == "\"" || $0 == "=" }
    return isPlain ? safe : "\"" + safe.replacing("\"", with: "\\\"") + "\""
  }

  private static func json(_ text: String) -> String {
    "\"" + escaped(text, also: "\"") + "\""
  }

  /// What moves a cursor, ends a line or turns text around is told by its number, as JSON does it: a line
  /// of a log is one line, and does nothing to the terminal that shows it.
  static func escaped(_ text: String, also quote: Character? = nil) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(longest) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned:
        for unit in UTF16.encode(scalar) ?? .init() {
          result += "\\u" + String(0x10000 + Int(unit), radix: 16).dropFirst()
        }
      default:
        if scalar == "\\" || quote.map({ Character(scalar) == $0 }) == true { result += "\\" }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
