import ArgumentParser
import CNTKit
import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// `cnt demo`: a server of one's own with demo content, and the app signed in to it.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo", abstract: "Try cnt on a server of its own, on this machine only.")

  @Option(help: "Where the demo keeps its server and its files.")
  var data: String =
    FileManager.default.homeDirectoryForCurrentUser.path
    + "/.local/share/cnt-demo"

  @Option(name: .customLong("as"), help: "Who to be: grace (a member), admin, or another member.")
  var user = "grace"

  func run() async throws {
    try await reporting {
      let server = try Self.serverProgram()
      let serverData = data + "/server"
      try await seed(server, into: serverData)
      let port = try? String(contentsOfFile: data + "/port", encoding: .utf8)
      // The same port as last time keeps the same account, and with it its mirror.
      do {
        try await serve(server, data: serverData, port: port.flatMap { Int($0) } ?? 0)
      } catch DemoServerError.noAddress where port != nil {
        try await serve(server, data: serverData, port: 0)
      }
    }
  }

  private enum DemoServerError: Error { case noAddress }

  /// `cnt-server` stands beside this program.
  private static func serverProgram() throws -> String {
    let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    let path = (own as NSString).deletingLastPathComponent + "/cnt-server"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw Failure(
        sentence: "cnt-server is not beside cnt (\(path)). Build it, or install it there.",
        code: .configuration)
    }
    return path
  }

  private func seed(_ server: String, into folder: String) async throws {
    let result = try await Subprocess.run(
      .path(FilePath(server)), arguments: ["seed", "--demo", "--data", folder],
      output: .fileDescriptor(.standardError, closeAfterSpawningProcess: false),
      error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false))
    guard result.terminationStatus.isSuccess else {
      throw Failure(sentence: "The demo content could not be made; the reason stands above.")
    }
  }

  private func serve(_ server: String, data folder: String, port: Int) async throws {
    let log = try FileDescriptor.open(
      FilePath(data + "/server.log"), .writeOnly, options: [.create, .truncate],
      permissions: .ownerReadWrite)
    let outcome = try await Subprocess.run(
      .path(FilePath(server)),
      arguments: [
        "serve", "--data", folder, "--port", "\(port)", "--exit-with-parent",
      ],
      input: .none, output: .sequence,
      error: .fileDescriptor(log, closeAfterSpawningProcess: true)
    ) { execution in
      var address: String?
      for try await line in execution.standardOutput.strings() {
        address = line.split(separator: " ").last.map { $0.trimmingCharacters(in: .newlines) }
        break
      }
      guard let address, let url = URL(string: address), let port = url.port else {
        throw DemoServerError.noAddress
      }
      defer { try? execution.send(signal: .terminate) }
      try "\(port)".write(toFile: data + "/port", atomically: true, encoding: .utf8)
      try await openApp(at: address)
    }
    _ = outcome
  }

  private func openApp(at address: String) async throws {
    setenv("CNT_HOME", data + "/" + user, 1)
    let around = try Surroundings()
    let current = try around.dependencies.currentCredentials()
    if current?.server != (try ServerAddress(address)) {
      _ = try await around.dependencies.signIn(
        server: address, name: user, password: "\(user)-demo-pass")
    }
    try await AppRunner(dependencies: around.dependencies, settings: around.settings).run()
  }
}
