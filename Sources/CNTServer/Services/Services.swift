import CNTKit
import Foundation
import Logging

/// What routes work with; built once at start.
struct Services: Sendable {
  var database: ServerDatabase
  var tokens: TokenService
  var passwords: PasswordService
  var loginGuard: LoginGuard
  var media: MediaStore
  var parts: PartStore
  var realtime: RealtimeHub
  var outside: Outside
  var vault: Vault
  var metrics = ServerMetrics()
  /// Who has it may read the figures.
  var metricsToken: String?
  /// What browsers are told.
  var web: WebPolicy
  var proxies: TrustedProxies
  /// How people reach this server; nil where nobody said.
  var publicURL: String?
  var now: @Sendable () -> Date
  var logger: Logger

  /// The time as rows have it: whole seconds, UTC, no zone.
  var stamp: String { stamp(secondsAgo: 0) }

  func stamp(secondsAgo seconds: Int) -> String {
    Timestamp(secondsSince1970: Int(now().timeIntervalSince1970) - seconds).text
  }
}
