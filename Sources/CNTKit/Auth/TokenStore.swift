import Foundation

/// Keeps credentials in a file of one account's folder, readable by its owner only.
public struct TokenStore: Sendable, Hashable {
  public typealias Problem = PrivateFile.Problem

  public let folder: String

  public init(folder: String) { self.folder = folder }

  private var path: String { folder + "/session.json" }
  private var lockPath: String { folder + "/session.lock" }

  /// What is kept; nil when nobody is signed in, or when the file is damaged.
  public func load() throws(Problem) -> Credentials? {
    guard let data = try PrivateFile.read(path) else { return nil }
    return try? JSONDecoder().decode(Credentials.self, from: data)
  }

  public func save(_ credentials: Credentials) throws(Problem) {
    do { try Paths.makeFolder(folder) } catch {
      throw Problem(path: folder, code: errno == 0 ? EACCES : errno)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(credentials) else { return }
    try PrivateFile.write(data, to: path)
  }

  /// Forgets the tokens.
  public func remove() { unlink(path) }

  /// Tries to become the one process that refreshes.
  func tryLock() throws(Problem) -> FileLock? { try FileLock.tryLock(lockPath) }
}
