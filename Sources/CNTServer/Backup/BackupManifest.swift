import Foundation

/// What a backup holds, file by file.
struct BackupManifest: Codable, Sendable {
  var format = Self.format
  var version = 1
  /// UTC.
  var createdAt: String
  var files: [File]

  struct File: Codable, Sendable, Hashable {
    /// From the backup's own folder.
    var path: String
    var size: Int
    /// In hexadecimal digits.
    var sha256: String
  }

  static let name = "manifest.json"
  static let database = "cnt.sqlite"
  static let secret = "secret.key"
  private static let format = "cnt-server backup"

  enum CodingKeys: String, CodingKey {
    case format, version
    case createdAt = "created_at"
    case files
  }

  /// Reads one that anybody may have written: every path stays below its folder, and none comes twice.
  static func read(_ data: Data) throws -> BackupManifest {
    guard let manifest = try? JSONDecoder().decode(BackupManifest.self, from: data),
      manifest.format == format
    else { throw Backup.damaged("its \(name) cannot be read") }
    guard manifest.version == 1 else {
      throw CNTServerApplication.Failure(
        recovery: "A newer cnt-server made this backup: use that one to put it back.")
    }
    let paths = manifest.files.map(\.path)
    guard Set(paths).count == paths.count, paths.contains(database), paths.contains(secret),
      paths.allSatisfy({ $0 == database || $0 == secret || isMedia($0) })
    else { throw Backup.damaged("its \(name) names what no backup has") }
    return manifest
  }

  private static func isMedia(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count > 1 && parts[0] == "media"
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." && !$0.contains("\0") }
  }
}
