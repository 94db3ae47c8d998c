import CNTKit
import Foundation

/// Finds out whether a server can do its work, and what to do where it cannot. Changes nothing, and tells
/// the values of no variable.
public struct ServerDoctor: Sendable {
  public var data: String
  public var host: String
  public var port: Int
  public var environment: [String: String]

  public init(data: String, host: String, port: Int, environment: [String: String]) {
    self.data = data
    self.host = host
    self.port = port
    self.environment = environment
  }

  /// All that was looked at, in an order that reads well.
  public func examine() async -> [ServerFinding] {
    let isRunning = isRunning()
    let folder = folder()
    // Without one there is nothing to look at.
    let content =
      folder.contains { $0.state == .bad }
      ? [] : [space()] + secrets() + (await database()) + [parts()]
    return folder + content + tools() + outside() + [listening(isRunning)]
  }

  /// Whether somebody has the folder's lock, which is not made for that.
  private func isRunning() -> Bool {
    let path = data + "/server.lock"
    guard FileManager.default.fileExists(atPath: path) else { return false }
    guard let lock = try? FileLock.tryLock(path) else { return true }
    withExtendedLifetime(lock) {}
    return false
  }

  private func folder() -> [ServerFinding] {
    var facts = stat()
    guard stat(data, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
      return [.bad("data", "\(data) is no folder", "Say the server's folder with --data.")]
    }
    guard access(data, R_OK | W_OK | X_OK) == 0 else {
      return [
        .bad(
          "data", "\(data) cannot be read and written",
          "Run this as the server's user, or give it the folder: chown -R.")
      ]
    }
    guard facts.st_mode & 0o077 == 0 else {
      return [
        .warn("data", "\(data) is open to other users of this machine", "chmod 700 \(data)")
      ]
    }
    return [.ok("data", data)]
  }

  private func space() -> ServerFinding {
    guard let free = DiskSpace.free(data) else {
      return .warn("space", "the system does not say how much is free", "Look with df.")
    }
    let text = "\(free >> 20) MiB are free"
    if free <= DiskSpace.reserve {
      return .bad(
        "space", text, "Make room: nothing is taken in below \(DiskSpace.reserve >> 20) MiB.")
    }
    if free < 1 << 30 {
      return .warn("space", text, "Make room soon: one film may have 500 MiB.")
    }
    return .ok("space", text)
  }

  /// Files whose readers could be anybody they like: the key, and what variables ending in `_FILE` name.
  private func secrets() -> [ServerFinding] {
    var files = [("secret.key", data + "/secret.key")]
    for (name, path) in environment.sorted(by: { $0.key < $1.key })
    where name.hasSuffix("_FILE") && ServerVariables.all.contains(String(name.dropLast(5))) {
      files.append((name, path))
    }
    let findings = files.compactMap { name, path -> ServerFinding? in
      var facts = stat()
      guard stat(path, &facts) == 0 else {
        return name == "secret.key"
          ? .warn(
            "secrets", "there is no secret.key yet",
            "serve makes one; where there was one before, put it back: tokens and bank details need it."
          )
          : .bad("secrets", "what \(name) names cannot be found", "Correct \(name).")
      }
      guard facts.st_mode & 0o077 == 0 else {
        return .bad(
          "secrets", "\(name) can be read by other users of this machine",
          "chmod 600 the file, and think of it as known.")
      }
      guard access(path, R_OK) == 0 else {
        return .bad("secrets", "\(name) cannot be read", "Give it to the server's user.")
      }
      return nil
    }
    return findings.isEmpty ? [.ok("secrets", "for the server's user only")] : findings
  }

  /// Unfinished uploads.
  private func parts() -> ServerFinding {
    let store = PartStore(folder: data + "/media/parts")
    let bytes = store.names().reduce(0) { $0 + store.size($1) }
    return .ok("parts", "\(store.names().count) unfinished uploads, \(bytes >> 20) MiB")
  }
}
