import ArgumentParser
import CNTKit
import Foundation
import MediaKit
import SyncEngine
import TermKit

/// Where the program keeps its files and how it reaches the network.
struct Surroundings: Sendable {
  var paths: Paths
  var settings: Settings
  var dependencies: AppDependencies

  init() throws {
    let environment = ProcessInfo.processInfo.environment
    paths = try Paths(environment: environment)
    settings = try Settings.load(folder: paths.config)
    if let output = environment["CNT_AUDIO_OUTPUT"], !output.isEmpty {
      settings.audioOutput = output
    }
    dependencies = AppDependencies(
      paths: paths, transport: CurlTransport(), mediaTransport: CurlTransport(),
      realtimeTransport: CurlTransport(),
      now: { Date() }, audioOutput: settings.audioOutput, replayGain: settings.replayGain)
  }
}

extension Surroundings {
  /// The account that was signed in last.
  func requireCredentials() throws -> Credentials {
    guard let credentials = try dependencies.currentCredentials() else {
      throw Failure(
        sentence: "You are not signed in. Run: cnt login SERVER NAME", code: .notSignedIn)
    }
    return credentials
  }
}

extension AsyncParsableCommand {
  /// Runs `work`; a failure ends the program with its sentence and its code, and nothing else.
  func reporting(_ work: () async throws -> Void) async throws {
    try await Self.reporting(work)
  }

  static func reporting(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let exit as ExitCode {
      throw exit
    } catch {
      try? FileHandle.standardError.write(
        contentsOf: Data("cnt: \(printable(sentence(for: error)))\n".utf8))
      throw ExitCode((error as? Failure)?.code.rawValue ?? status(for: error).rawValue)
    }
  }

  private static func status(for error: any Error) -> ExitStatus {
    switch error {
    case is Settings.Problem: .configuration
    case is ServerAddress.Invalid: .usage
    case is Paths.Problem, is PrivateFile.Problem, is MirrorError: .cannotCreate
    case is AccountDirectory.WrongPassword: .notSignedIn
    case let error as APIError where error.isOffline: .unavailable
    case is PlayerError: .unavailable
    case let error as APIError where error.isSignedOut: .notSignedIn
    default: .failure
    }
  }
}
