import Foundation

/// Room on the disk of a folder.
enum DiskSpace {
  /// What is left free for the database, bytes.
  static let reserve = 64 << 20

  /// Bytes that can be written; nil where the system does not say.
  static func free(_ folder: String) -> Int? {
    var facts = statvfs()
    guard statvfs(folder, &facts) == 0 else { return nil }
    return Int(clamping: UInt64(facts.f_bavail) * UInt64(facts.f_frsize))
  }
}
