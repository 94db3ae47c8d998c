import ArgumentParser
import CNTDemo
import CNTServer
import Foundation
import Logging

/// The platform's API as one program.
@main
struct CNTServerCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cnt-server", abstract: "Serve the CNT platform's API from one folder.",
    version: "0.1.0",
    subcommands: [
      ServeCommand.self, SeedCommand.self, UserCommand.self, BackupCommand.self,
      RestoreCommand.self, DoctorCommand.self,
    ])
}

/// Where the server keeps everything.
struct DataOptions: ParsableArguments {
  @Option(help: "The folder of the database and the media; made if missing.")
  var data: String
}

extension AsyncParsableCommand {
  /// Runs `work`; a failure ends the program with one sentence.
  func reporting(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let exit as ExitCode {
      throw exit
    } catch {
      let sentence =
        (error as? CNTServerApplication.Failure)?.recovery ?? (error as? DemoError)?.recovery
        ?? "\(error)"
      FileHandle.standardError.write(Data("cnt-server: \(sentence)\n".utf8))
      throw ExitCode(1)
    }
  }
}

/// `cnt-server serve`
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Serve until SIGTERM or SIGINT.")

  @OptionGroup var options: DataOptions

  @Option(help: "The address to listen on.")
  var host = "127.0.0.1"

  @Option(help: "The port; 0 takes a free one.")
  var port = 8000

  @Option(
    help: ArgumentHelp(
      "An origin whose pages may read answers and connect to Socket.IO, such as"
        + " https://cnt.example.org; may be repeated, and comes to CNT_CORS_ORIGINS. Without either all"
        + " may.", valueName: "origin"))
  var allowOrigin: [String] = []

  @OptionGroup var log: LogOptions

  @Flag(help: "End when the process that started this one is gone.")
  var exitWithParent = false

  func validate() throws {
    guard (0...65_535).contains(port) else {
      throw ValidationError("--port takes a number from 0 to 65535.")
    }
  }

  func run() async throws {
    try await reporting {
      let lock = try DataLock.take(options.data)
      defer { withExtendedLifetime(lock) {} }
      var outside: PlatformSettings
      do {
        outside = try PlatformSettings(environment: ProcessInfo.processInfo.environment)
      } catch let fault as PlatformSettings.Fault {
        throw CNTServerApplication.Failure(recovery: fault.recovery)
      }
      if !allowOrigin.isEmpty {
        outside.allowedOrigins = (outside.allowedOrigins ?? []).union(allowOrigin)
      }
      let server = try await CNTServerApplication(
        dataFolder: options.data, outside: outside, logger: try log.logger())
      if exitWithParent { ParentWatch.start() }
      try await server.serve(host: host, port: port) { [host] port in
        print("cnt-server listening on http://\(host):\(port)")
        fflush(nil)
      }
    }
  }
}

/// Ends this process when its parent is gone.
enum ParentWatch {
  /// Looks twice a second: PR_SET_PDEATHSIG would fire when the parent's *thread* ends.
  static func start() {
    let parent = getppid()
    Thread.detachNewThread {
      while getppid() == parent { usleep(500_000) }
      kill(getpid(), SIGTERM)
    }
  }
}

/// `cnt-server seed`
struct SeedCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seed", abstract: "Fill an empty data folder.")

  @OptionGroup var options: DataOptions

  @Flag(help: "Make the demo content: people, readings, music, films, talk.")
  var demo = false

  func validate() throws {
    guard demo else { throw ValidationError("Say what to fill it with: --demo.") }
  }

  func run() async throws {
    try await reporting {
      let lock = try DataLock.take(options.data)
      defer { withExtendedLifetime(lock) {} }
      let server = try await CNTServerApplication(
        dataFolder: options.data, logger: LogOptions.plain())
      if try await server.hasDemo() {
        print("The demo content is there already.")
        return
      }
      let content = try await DemoBuilder(mediaFolder: server.mediaFolder) { print($0) }.build()
      try await server.importDemo(content)
      print("The demo content is ready.")
    }
  }
}

/// `cnt-server user add`
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Accounts.", subcommands: [AddCommand.self])

  struct AddCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add", abstract: "Make an account; the password is read from standard input.")

    @OptionGroup var options: DataOptions
    @Option var email: String
    @Option var name: String
    @Option var username: String
    @Flag(help: "Read the password from standard input (the only way).")
    var passwordStdin = false
    @Flag(help: "Let the account moderate.")
    var admin = false

    func run() async throws {
      try await reporting {
        guard let password = readLine(strippingNewline: true) else {
          throw CNTServerApplication.Failure(recovery: "Pipe the password into standard input.")
        }
        let server = try await CNTServerApplication(
          dataFolder: options.data, logger: LogOptions.plain())
        try await server.addUser(
          email: email, name: name, username: username, password: password, isAdmin: admin)
        print("\(username) can sign in.")
      }
    }
  }
}
