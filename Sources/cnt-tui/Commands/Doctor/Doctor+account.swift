import CNTKit
import Foundation
import SyncEngine

extension Doctor {
  /// Who is signed in, the mirror, who syncs it, and the outbox. Tokens are never told.
  func account() -> [Finding] {
    let credentials: Credentials
    do {
      guard let found = try accounts.current() else {
        return [.warn("account", "nobody is signed in", "Run: cnt login SERVER NAME")]
      }
      credentials = found
    } catch {
      return [.bad("account", "cannot be read", error.recovery)]
    }
    let folder = accounts.folder(of: credentials)
    let name = credentials.username ?? credentials.email
    let role = credentials.isAdmin ? ", an admin" : ""
    return [
      .ok("account", "\(name) at \(credentials.server.origin)\(role)"), tokens(folder),
    ] + mirror(folder)
  }

  private func tokens(_ folder: String) -> Finding {
    let path = folder + "/session.json"
    var status = stat()
    guard stat(path, &status) == 0 else {
      return .bad("token file", path, "It is gone: sign in again with cnt login.")
    }
    guard status.st_mode & 0o077 == 0 else {
      return .bad("token file", path, "Others can read your session: chmod 600 \(path)")
    }
    return .ok("token file", "readable by you only")
  }

  private func mirror(_ folder: String) -> [Finding] {
    let path = folder + "/mirror.sqlite"
    var status = stat()
    guard stat(path, &status) == 0 else {
      return [.warn("mirror", "not made yet", "Run cnt sync to fetch what there is.")]
    }
    if access(folder + "/mirror.damaged", F_OK) == 0 {
      return [
        .bad(
          "mirror", "\(path) is damaged",
          "End every cnt and start one: it is set aside and fetched anew, what waits is kept.")
      ]
    }
    do {
      let mirror = try Mirror(folder: folder)
      let size = "\(max(1, Int(status.st_size) / 1_000_000)) MB"
      let synced: Finding =
        try mirror.wasSynced()
        ? .ok("mirror", "\(size), schema \(try mirror.schemaVersion())")
        : .warn("mirror", "never filled", "Run cnt sync to fetch what there is.")
      return [synced, lock(folder), outbox(try mirror.counts())]
    } catch {
      return [.bad("mirror", path, sentence(for: error))]
    }
  }

  private func lock(_ folder: String) -> Finding {
    let path = folder + "/sync.lock"
    if let lock = try? FileLock.tryLock(path) {
      withExtendedLifetime(lock) {}
      return .ok("sync", "nobody syncs at this moment")
    }
    let holder = LockHolder.of(path).map { "process \($0)" } ?? "another cnt"
    return .ok("sync", "\(holder) syncs this account")
  }

  private func outbox(_ counts: MirrorCounts) -> Finding {
    let detail = "\(counts.pendingWrites) waiting, \(counts.failedWrites) refused"
    if counts.failedWrites > 0 {
      return .warn("outbox", detail, "See cnt outbox: retry what was refused, or give it up.")
    }
    if counts.pendingWrites > 0 {
      return .warn("outbox", detail, "Run cnt sync to send what waits.")
    }
    return .ok("outbox", "everything has been sent")
  }
}

/// Who holds an flock, as Linux tells it (proc(5), /proc/locks).
enum LockHolder {
  /// The process; nil where the kernel does not tell.
  static func of(_ path: String) -> Int? {
    var status = stat()
    guard stat(path, &status) == 0,
      let locks = try? String(contentsOfFile: "/proc/locks", encoding: .utf8)
    else { return nil }
    return find(inode: UInt64(status.st_ino), in: locks)
  }

  /// `1: FLOCK  ADVISORY  WRITE 2204 00:2b:1042 0 EOF`
  static func find(inode: UInt64, in locks: String) -> Int? {
    for line in locks.split(separator: "\n") {
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", let process = Int(words[4]), process > 0,
        words[5].split(separator: ":").last.flatMap({ UInt64($0) }) == inode
      else { continue }
      return process
    }
    return nil
  }
}
