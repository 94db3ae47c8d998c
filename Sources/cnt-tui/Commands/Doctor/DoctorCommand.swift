import ArgumentParser
import CNTKit
import Foundation

/// `cnt doctor`: find out why something does not work.
struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check that everything cnt needs is there.",
    discussion: """
      Prints ok, warn or bad for each check, and what to do. Changes nothing, and prints no token. \
      The exit status is 0 when nothing is bad.
      """)

  @Flag(help: "Print one JSON object a line.")
  var json = false

  @Flag(help: "Ask the server nothing.")
  var offline = false

  func run() async throws {
    try await reporting {
      let environment = ProcessInfo.processInfo.environment
      let doctor = Doctor(
        environment: environment, paths: try Paths(environment: environment),
        transport: CurlTransport(), now: { Date() })
      var findings = doctor.terminal() + doctor.files() + doctor.machine()
      for finding in findings { tell(finding) }
      for look in [doctor.account(), offline ? [] : await doctor.server()] {
        for finding in look { tell(finding) }
        findings += look
      }
      if findings.contains(where: { $0.state == .bad }) { throw ExitCode.failure }
    }
  }

  private func tell(_ finding: Finding) {
    print(json ? jsonLine(finding) : finding.plain)
  }
}

/// Where the checks look; they are in the extensions.
struct Doctor: Sendable {
  var environment: [String: String]
  var paths: Paths
  var transport: any HTTPTransport
  var now: @Sendable () -> Date

  var accounts: AccountDirectory { AccountDirectory(paths: paths, transport: transport) }
}
