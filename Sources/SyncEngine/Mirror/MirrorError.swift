import Foundation
import GRDB

/// Why the mirror cannot be used.
public struct MirrorError: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    case diskFull, readOnly, newerSchema, busy, notThere, damaged, damagedInUse, inUse
    /// So many writes were not sent.
    case unsent(Int)
    case other(code: Int)
  }

  public var reason: Reason
  public var path: String

  /// The sentence that says what to do.
  public var recovery: String {
    switch reason {
    case .diskFull: "The disk is full: free some space; nothing that was saved is lost."
    case .readOnly:
      "\(path) cannot be written: make its folder writable, or set CNT_HOME to another folder."
    case .newerSchema: "\(path) was made by a newer cnt: update this one."
    case .busy: "Another cnt holds \(path): try again in a moment."
    case .notThere: "This is not here any more: go back and look again."
    case .damaged:
      "\(path) is damaged: restart cnt, which sets it aside and fetches everything anew."
    case .damagedInUse:
      "\(path) is damaged: end every other cnt, then start again; it is set aside and made anew."
    case .inUse: "Another cnt uses this account: end it, then try again."
    case .unsent(let count):
      "\(count == 1 ? "One thing was" : "\(count) things were") not sent yet: run cnt sync, see cnt "
        + "outbox, or give that up with cnt logout --discard."
    case .other(let code): "\(path) cannot be used (SQLite error \(code)): check the disk."
    }
  }

  init(_ reason: Reason, path: String) {
    self.reason = reason
    self.path = path
  }

  /// A file that could not be made or locked.
  init(errno code: Int32, path: String) {
    switch code {
    case ENOSPC, EDQUOT: self.init(.diskFull, path: path)
    case EACCES, EPERM, EROFS, ENOTDIR, ENOENT: self.init(.readOnly, path: path)
    default: self.init(.other(code: Int(code)), path: path)
    }
  }

  init(_ error: DatabaseError, path: String) {
    let reason: Reason =
      switch error.resultCode {
      case .SQLITE_FULL: .diskFull
      case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH: .readOnly
      case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
      case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
      case .SQLITE_IOERR where error.extendedResultCode == .SQLITE_IOERR_WRITE: .diskFull
      default: .other(code: Int(error.extendedResultCode.rawValue))
      }
    self.init(reason, path: path)
  }
}
