import CNTKit
import Foundation
import HTTPTypes

/// An answer that is not a success, in the shape of the platform's framework.
struct Problem: Error {
  var status: Int
  var detail: JSONValue
  var headers: [(String, String)] = []

  init(_ status: Int, _ detail: String, headers: [(String, String)] = []) {
    self.status = status
    self.detail = .string(detail)
    self.headers = headers
  }

  /// A 422 with one entry for each field that is wrong.
  init(invalid entries: [JSONValue]) {
    status = 422
    detail = .array(entries)
  }

  static func notFound(_ what: String) -> Problem { Problem(404, "\(what) not found") }
  static let unknownPath = Problem(404, "Not Found")
  static let unauthorized = Problem(
    401, "Could not validate credentials", headers: [("WWW-Authenticate", "Bearer")])
  static let forbidden = Problem(403, "Admin access required")
  static let notOwner = Problem(403, "Not allowed: this belongs to somebody else")
}

/// The entries of a 422, as pydantic 2.5 words them.
enum Invalid {
  static func integer(in place: String, _ name: String, input: String) -> JSONValue {
    entry(
      "int_parsing", [.string(place), .string(name)],
      "Input should be a valid integer, unable to parse string as an integer", .string(input))
  }

  static func boolean(in place: String, _ name: String, input: String) -> JSONValue {
    entry(
      "bool_parsing", [.string(place), .string(name)],
      "Input should be a valid boolean, unable to interpret input", .string(input))
  }

  static func missing(_ name: String, in place: String = "body", input: JSONValue) -> JSONValue {
    entry("missing", [.string(place), .string(name)], "Field required", input)
  }

  static func type(_ kind: String, _ path: [JSONValue], input: JSONValue) -> JSONValue {
    entry("\(kind)_type", path, "Input should be a valid \(kind)", input)
  }

  static func value(_ path: [JSONValue], _ message: String, input: JSONValue) -> JSONValue {
    entry("value_error", path, message, input)
  }

  /// The beginning of the text is enough to know it by.
  static func tooLong(_ path: [JSONValue], atMost most: Int, input: String) -> JSONValue {
    entry(
      "string_too_long", path, "String should have at most \(most) characters",
      .string(String(String.UnicodeScalarView(input.unicodeScalars.prefix(100)))))
  }

  static func range(_ name: String, atLeast lowest: Int, input: String) -> JSONValue {
    entry(
      "greater_than_equal", [.string("query"), .string(name)],
      "Input should be greater than or equal to \(lowest)", .string(input))
  }

  /// Broken JSON has `ctx` and no `url`.
  static func json(at position: Int) -> JSONValue {
    .object([
      "type": .string("json_invalid"), "loc": .array([.string("body"), .int(position)]),
      "msg": .string("JSON decode error"), "input": .object([:]),
      "ctx": .object(["error": .string("Expecting value")]),
    ])
  }

  private static func entry(
    _ type: String, _ loc: [JSONValue], _ message: String, _ input: JSONValue
  ) -> JSONValue {
    .object([
      "type": .string(type), "loc": .array(loc), "msg": .string(message), "input": input,
      "url": .string("https://errors.pydantic.dev/2.5/v/\(type)"),
    ])
  }
}
