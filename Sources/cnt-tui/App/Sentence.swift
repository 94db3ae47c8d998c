import CNTKit
import Foundation
import MediaKit
import SyncEngine
import TermKit

/// The one sentence that a person reads when something failed: what happened and what to do.
func sentence(for error: any Error) -> String {
  switch error {
  case let error as Settings.Problem: return error.recovery
  case let error as Failure: return error.sentence
  default:
    return error.ownSentence.map(recognised)
      ?? tr("Something unexpected failed: \(String(describing: type(of: error))). Try again.")
  }
}

extension Error {
  /// The sentence of the targets below, which is English.
  fileprivate var ownSentence: String? {
    switch self {
    case let error as APIError: error.recovery
    case let error as TransportError: error.recovery
    case let error as MirrorError: error.recovery
    case let error as UnacceptableText: error.recovery
    case let error as PlayerError: error.recovery
    case let error as TerminalError: error.recovery
    case let error as PictureStore.Problem: error.recovery
    case let error as PictureDecoder.Problem: error.recovery
    case let error as ThemeError: error.recovery
    case let error as PrivateFile.Problem: error.recovery
    case let error as AccountDirectory.WrongPassword: error.recovery
    case let error as Paths.Problem: error.recovery
    case let error as ServerAddress.Invalid: error.recovery
    default: nil
    }
  }
}

/// A failure of a subcommand, with its sentence and its exit code.
struct Failure: Error, Hashable {
  var sentence: String
  var code: ExitStatus = .failure
}

/// Exit codes, after `sysexits.h`.
enum ExitStatus: Int32, Sendable, Hashable {
  case failure = 1
  case usage = 64
  case noInput = 66
  case unavailable = 69
  case cannotCreate = 73
  case inputOutput = 74
  case temporary = 75
  case notSignedIn = 77
  case configuration = 78

  /// `EX_NOPERM` stands for both: who is not signed in, and who may not.
  static let notAllowed = notSignedIn
}
