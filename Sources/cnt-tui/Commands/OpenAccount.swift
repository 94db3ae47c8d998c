import CNTKit
import Foundation
import SyncEngine

/// The account that was signed in last, with its mirror open: what most subcommands begin with.
struct OpenAccount: Sendable {
  var around: Surroundings
  var credentials: Credentials
  var mirror: Mirror

  init() throws {
    around = try Surroundings()
    credentials = try around.requireCredentials()
    mirror = try Mirror(folder: around.dependencies.folder(of: credentials))
  }

  var now: Date { around.dependencies.now() }

  /// Turns media references of the account's server into addresses.
  var media: MediaResolver { MediaResolver(server: credentials.server) }

  func presenter() throws -> Presenter {
    Presenter(
      dates: DateText(now: now, timeZone: .current), categories: try mirror.categoryNames(),
      userID: credentials.userID)
  }

  /// The row of a thing; what is not mirrored is an error that says what to do.
  func require(_ ref: ItemRef) throws -> Row {
    if let row = try mirror.row(ref) { return row }
    throw Failure(
      sentence: "\(ThingNames.name(ref)) is not here: run cnt sync, then check the number.",
      code: .noInput)
  }
}

extension OpenAccount {
  /// Only admins have a queue, and only they decide.
  func requireAdmin() throws {
    guard credentials.isAdmin else {
      throw Failure(
        sentence: "Only admins of \(credentials.server.origin) may do this, and "
          + "\(credentials.username ?? credentials.email) is none: ask one, or sign in as one.",
        code: .notAllowed)
    }
  }
}
