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
  /// For what is told as it happens: a request waits there nearly always. nil does not listen.
  var realtimeTransport: (any HTTPTransport)?
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

  /// Uploads have a transport of their own: they take the line for long.
  func uploader(_ mirror: Mirror, _ client: APIClient) -> Uploader {
    Uploader(
      mirror: mirror,
      api: APIClient(server: client.server, transport: mediaTransport, session: client.session),
      now: now)
  }

  /// An engine that also listens, where that is wanted.
  func engine(_ mirror: Mirror, _ client: APIClient, for credentials: Credentials) -> SyncEngine {
    SyncEngine(
      mirror: mirror, api: client, userID: credentials.userID, userName: credentials.name,
      isAdmin: credentials.isAdmin,
      realtime: realtimeTransport.map {
        RealtimeClient(
          server: client.server, transport: $0, session: client.session,
          userID: credentials.userID)
      })
  }

  func signIn(server: String, name: String, password: String) async throws -> Credentials {
    try await accounts.signIn(server: server, name: name, password: password)
  }

  func signOut(_ credentials: Credentials) async { await accounts.signOut(credentials) }
  func forget(_ credentials: Credentials) { accounts.forget(credentials) }
  func revoke(_ credentials: Credentials) async { await accounts.revoke(credentials) }
}
