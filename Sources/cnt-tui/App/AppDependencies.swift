import CNTKit
import Foundation
import MediaKit
import SyncEngine

/// What the app needs from outside: built once in `main`, replaced in tests.
struct AppDependencies: Sendable {
  var paths: Paths
  var transport: any HTTPTransport
  /// For files: a disk that is slow to write does not hold up what the API answers.
  var mediaTransport: any HTTPTransport
  var now: @Sendable () -> Date
  /// A libmpv audio output, such as "null"; nil lets libmpv choose.
  var audioOutput: String?
  /// Which loudness that files tell of themselves is made alike.
  var replayGain = ReplayGain.track
}

extension AppDependencies {
  private var accounts: AccountDirectory { AccountDirectory(paths: paths, transport: transport) }

  func currentCredentials() throws -> Credentials? { try accounts.current() }

  func folder(of credentials: Credentials) -> String { accounts.folder(of: credentials) }

  func client(for credentials: Credentials) -> APIClient { accounts.client(for: credentials) }

  func downloader(_ mirror: Mirror, for credentials: Credentials) -> Downloader {
    Downloader(
      mirror: mirror, transport: mediaTransport, media: client(for: credentials).media, now: now)
  }

  func signIn(server: String, name: String, password: String) async throws -> Credentials {
    try await accounts.signIn(server: server, name: name, password: password)
  }

  func signOut(_ credentials: Credentials) async { await accounts.signOut(credentials) }
  func forget(_ credentials: Credentials) { accounts.forget(credentials) }
  func revoke(_ credentials: Credentials) async { await accounts.revoke(credentials) }
}
