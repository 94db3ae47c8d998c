import CNTKit
import Foundation

extension Doctor {
  /// Folders, their modes, the room on their disk, and the configuration.
  func files() -> [Finding] {
    [folder("config", paths.config, isPrivate: false), folder("data", paths.data, isPrivate: true)]
      + [configuration(), room()]
  }

  private func folder(_ name: String, _ path: String, isPrivate: Bool) -> Finding {
    let check = name + " folder"
    var status = stat()
    guard stat(path, &status) == 0 else {
      // What is made at need must be possible where it will be made.
      let above = Self.nearest(path)
      return access(above, W_OK) == 0
        ? .ok(check, "\(path), not made yet")
        : .bad(check, path, "\(above) cannot be written: make it writable, or set CNT_HOME.")
    }
    let mode = status.st_mode & 0o777
    let detail = "\(path), mode \(String(mode, radix: 8))"
    guard status.st_mode & S_IFMT == S_IFDIR, access(path, W_OK | X_OK) == 0 else {
      return .bad(check, detail, "Make it a folder that you can write, or set CNT_HOME.")
    }
    if isPrivate, mode & 0o077 != 0 {
      return .warn(check, detail, "Others can look into it: chmod 700 \(path)")
    }
    return .ok(check, detail)
  }

  /// The first folder above a path that is there.
  private static func nearest(_ path: String) -> String {
    var path = path
    while path.count > 1, access(path, F_OK) != 0 {
      path = (path as NSString).deletingLastPathComponent
    }
    return path
  }

  private func configuration() -> Finding {
    let path = paths.config + "/config.toml"
    do {
      _ = try Settings.load(folder: paths.config)
      let isThere = access(path, F_OK) == 0
      return .ok("settings", isThere ? path : "\(path), not there: all as it comes")
    } catch {
      return .bad("settings", path, error.recovery)
    }
  }

  /// Bytes that a mirror and a few downloads need at least.
  private static let little = 1_000_000_000
  private static let tooLittle = 100_000_000

  private func room() -> Finding {
    var disk = statvfs()
    guard statvfs(Self.nearest(paths.data), &disk) == 0 else {
      return .warn("disk", paths.data, "The room on its disk cannot be seen: check the disk.")
    }
    return Self.judge(free: Int(disk.f_bavail) * Int(disk.f_frsize))
  }

  static func judge(free: Int) -> Finding {
    let detail = "\(free / 1_000_000) MB free"
    switch free {
    case ..<tooLittle: return .bad("disk", detail, "Free some space: nothing can be kept.")
    case ..<little:
      return .warn("disk", detail, "Downloads will find little room: free some space.")
    default: return .ok("disk", detail)
    }
  }
}
