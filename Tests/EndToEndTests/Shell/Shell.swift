import CNTKit
import Foundation
import Testing

/// A stage whose people use the shell.
struct Shell {
  let stage: Stage
  let home: [String: String]

  /// A person who signed in and fetched everything.
  init(_ stage: Stage, as name: String = "grace", synced: Bool = true) throws {
    self.stage = stage
    home = stage.home(name)
    try stage.signIn(name)
    guard synced else { return }
    let sync = try run("sync")
    #expect(sync.status == 0, "\(sync.output)\(sync.error)")
  }

  func run(_ arguments: String..., input: String = "") throws -> ProgramRun {
    try ProgramRun(BuiltProducts.cnt, arguments, environment: home, input: input)
  }

  /// A line of a shell in which `cnt` stands for the program.
  func pipeline(_ line: String) throws -> ProgramRun {
    try ProgramRun(
      "/bin/bash", ["-c", "cnt() { '\(BuiltProducts.cnt)' \"$@\"; }\n" + line], environment: home)
  }
}

extension ProgramRun {
  /// Each line as JSON.
  var json: [JSONValue] {
    get throws {
      try output.split(separator: "\n").map {
        try JSONDecoder().decode(JSONValue.self, from: Data($0.utf8))
      }
    }
  }

  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

extension JSONValue {
  subscript(index: Int) -> JSONValue? {
    if case .array(let values) = self, values.indices.contains(index) { values[index] } else { nil }
  }
}
