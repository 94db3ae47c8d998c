import ArgumentParser
import CNTKit
import Foundation

/// `cnt remote`: control an app that runs.
struct RemoteControlCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remote", abstract: "Control the app that runs.",
    usage: """
      cnt remote play|pause|toggle|stop|next|previous
      cnt remote seek SECONDS | seek +10 | seek -10
      cnt remote volume 50 | volume +5 | volume -5
      cnt remote next-chapter|previous-chapter
      cnt remote speed 1.25
      cnt remote shuffle on|off
      cnt remote repeat off|all|one
      cnt remote open podcast/12
      cnt remote status [--json]
      """,
    discussion: """
      play begins with what is selected in the app when nothing is played yet. A number with a sign \
      is a step, one without is a place. Of several apps the one that was started last is \
      controlled. The exit status is 69 when none runs.
      """)

  @Argument(
    parsing: .allUnrecognized, help: "A command and what belongs to it.",
    completion: .list(RemoteCommand.verbs))
  var words: [String] = []

  @Flag(help: "Print the status as JSON.")
  var json = false

  func run() async throws {
    try await reporting {
      guard let command = RemoteCommand(words.joined(separator: " ")) else {
        throw Failure(
          sentence: words.isEmpty
            ? "Say what to do: cnt remote toggle, or see cnt remote --help."
            : "“\(words.joined(separator: " "))” is no command: see cnt remote --help.",
          code: .usage)
      }
      let paths = try Paths(environment: ProcessInfo.processInfo.environment)
      switch try RemoteClient(folder: paths.runtime).ask(command) {
      case .done: break
      case .status(let status): print(json ? jsonLine(status) : status.plain)
      case .refused(let sentence): throw Failure(sentence: sentence)
      }
    }
  }
}

/// The other end of ``RemoteServer``.
struct RemoteClient {
  var folder: String
  /// Seconds that an app may take to answer.
  private static let patience = 5

  func ask(_ command: RemoteCommand) throws -> RemoteAnswer {
    let socket: UnixSocket
    do { socket = try UnixSocket.connect(folder: folder, name: RemoteSocket.name) } catch {
      throw Failure(
        sentence: "No cnt runs here: start it with cnt, then try again.", code: .unavailable)
    }
    socket.setPatience(Self.patience)
    guard socket.writeLine(command.text),
      let line = socket.readLine(most: RemoteSocket.longestAnswer),
      let answer = RemoteAnswer(line)
    else { throw Failure(sentence: "The app does not answer: look at it.", code: .temporary) }
    return answer
  }
}
