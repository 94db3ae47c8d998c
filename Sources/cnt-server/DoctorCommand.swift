import ArgumentParser
import CNTServer
import Foundation

/// `cnt-server doctor`
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check that everything the server needs is there.",
    discussion: """
      Prints ok, warn or bad for each check, and what to do. Changes nothing, and prints the value of \
      no variable. The exit status is 0 when nothing is bad, also while the server runs.
      """)

  @Option(help: "The folder of the database and the media.")
  var data: String

  @Option(help: "The address that serve is to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port that serve is to listen on.")
  var port = 8000

  @Flag(help: "Print one JSON object a line.")
  var json = false

  func run() async throws {
    try await reporting {
      let findings = await ServerDoctor(
        data: data, host: host, port: port, environment: ProcessInfo.processInfo.environment
      ).examine()
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      for finding in findings {
        print(json ? String(decoding: try encoder.encode(finding), as: UTF8.self) : finding.plain)
      }
      if findings.contains(where: { $0.state == .bad }) { throw ExitCode.failure }
    }
  }
}
