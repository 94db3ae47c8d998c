import CNTKit
import Foundation
import TOMLKit

/// `config.toml` as text, so that a change leaves comments, order and what is not understood alone.
struct ConfigFile: Sendable, Hashable {
  let path: String
  private(set) var text: String
  private let folder: String

  /// Reads the file of a configuration folder; one that is not there is empty.
  init(folder: String) throws {
    let path = folder + "/config.toml"
    let data = try PrivateFile.read(path) ?? Data()
    guard let text = String(validating: data, as: UTF8.self) else {
      throw Failure(
        sentence: "\(path) is not UTF-8 text: mend or remove it.", code: .configuration)
    }
    self.init(text: text, folder: folder)
  }

  init(text: String, folder: String) {
    self.text = text
    self.folder = folder
    path = folder + "/config.toml"
  }

  /// What the file says, as a person would write it on the command line; nil where it says nothing.
  func value(of key: Settings.Key) throws -> String? {
    let table = try table(of: text)
    return table[key.rawValue].map { value in
      value.string ?? value.bool.map { $0 ? "true" : "false" } ?? "\(value.debugDescription)"
    }
  }

  /// Changes one setting, or removes it with nil. Refuses what cannot be used before anything is
  /// changed.
  mutating func set(_ key: Settings.Key, to value: String?) throws {
    let literal = value.map { Self.literal($0, for: key) }
    if let literal {
      let trial = try Settings(toml: "\(key.rawValue) = \(literal)\n", path: path, folder: folder)
      if let problem = trial.problems.first {
        throw Failure(sentence: problem, code: .configuration)
      }
      if key == .server, let value { _ = try ServerAddress(value) }
    }
    let before = try table(of: text)
    let changed = TOMLLines(text).setting(key.rawValue, to: literal)
    let after = try table(of: changed)
    let wanted = try table(of: literal.map { "\(key.rawValue) = \($0)" } ?? "")
    let set = TOMLTable()
    if let now = after[key.rawValue] { set[key.rawValue] = now }
    // Proof that nothing else changed: the rest of both says the same.
    before[key.rawValue] = ""
    after[key.rawValue] = ""
    guard set.convert(to: .json) == wanted.convert(to: .json),
      before.convert(to: .json) == after.convert(to: .json)
    else {
      throw Failure(
        sentence: "\(path) is laid out in a way that cannot be changed safely: set \(key.rawValue)"
          + " in it by hand.", code: .configuration)
    }
    text = changed
  }

  /// Replaces the file whole; where it is a link, what it points at.
  func save() throws {
    try Paths.makeFolder(folder)
    let real = realpath(path, nil)
    defer { free(real) }
    try PrivateFile.write(Data(text.utf8), to: real.map { String(cString: $0) } ?? path)
  }

  private func table(of text: String) throws -> TOMLTable {
    do { return try TOMLTable(string: text) } catch let error as TOMLParseError {
      throw Failure(
        sentence: "\(path), line \(error.source.begin.line): \(error.description). Mend the line.",
        code: .configuration)
    }
  }

  /// A value as TOML (https://toml.io/en/v1.0.0#string): true and false for what is on or off, lists as
  /// they are, a basic string for the rest.
  private static func literal(_ value: String, for key: Settings.Key) -> String {
    if [.mouse, .plain, .reducedMotion].contains(key), value == "true" || value == "false" {
      return value
    }
    if key == .rejectReasons { return value }
    return value.unicodeScalars.reduce(into: "\"") { text, scalar in
      switch scalar {
      case "\"", "\\": text += "\\" + String(scalar)
      case "\u{0}"..."\u{1f}", "\u{7f}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    } + "\""
  }
}
