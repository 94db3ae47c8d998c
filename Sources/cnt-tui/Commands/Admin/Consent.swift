import ArgumentParser
import Foundation

/// A yes to what is not easily undone: from a person who is asked, or from a script that says so.
struct Consent: ParsableArguments {
  @Flag(help: "Do it without asking; needed where nobody can be asked.")
  var yes = false

  /// Returns when the answer is yes. `typed`: one of these must be written; else "yes" or "y".
  func require(_ question: String, typed: [String] = []) throws {
    if yes { return }
    guard isatty(STDIN_FILENO) == 1 else {
      throw Failure(
        sentence: "Nobody can be asked here, so nothing was done: say --yes if you mean it.",
        code: .usage)
    }
    let wanted = typed.isEmpty ? "yes" : typed.joined(separator: " or ")
    try FileHandle.standardError.write(
      contentsOf: Data("\(printable(question))\nType \(printable(wanted)) to go on: ".utf8))
    let answer = (readLine() ?? "").trimmingWhitespace().lowercased()
    let accepted = typed.isEmpty ? ["yes", "y"] : typed.map { $0.lowercased() }
    guard accepted.contains(answer) else {
      throw Failure(sentence: "This was not it, so nothing was done.")
    }
  }
}
