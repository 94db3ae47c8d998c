import Foundation

/// The program `bible` of Debian's package bible-kjv, which has the text.
enum ScriptureProgram {
  static let missing = Failure(
    sentence: "The King James text is not on this machine: run “sudo apt install bible-kjv”.",
    code: .unavailable)

  /// Bytes of the whole text, and more.
  private static let most = 16 << 20

  /// Reads the whole text; a fifth of a second.
  static func read() async throws -> ScriptureText {
    let result: BoundedProgram.Result
    do {
      result = try await BoundedProgram("bible", ["-f", "gen1:1-rev22:21"]).run(
        most: most, within: .seconds(120))
    } catch BoundedProgram.Problem.notInstalled {
      throw missing
    } catch BoundedProgram.Problem.exceeded {
      throw Failure(
        sentence: "Reading the King James text took too long: try again.", code: .temporary)
    }
    guard result.isSuccess, let text = ScriptureText(output: result.output) else { throw missing }
    return text
  }
}
