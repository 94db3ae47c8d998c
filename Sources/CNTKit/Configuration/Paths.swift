import Foundation

/// The folders of one person's cnt.
///
/// `CNT_HOME` keeps all below one folder; otherwise the XDG Base Directory Specification decides.
public struct Paths: Sendable, Hashable {
  public let config: String
  public let data: String
  public let state: String
  public let cache: String
  /// For sockets: gone when the person logs out of the machine, where the system has such a folder.
  public let runtime: String

  /// A folder that cannot be used.
  public struct Problem: Error, Hashable, Sendable {
    /// The sentence that says what to do.
    public var recovery: String
  }

  public init(environment: [String: String]) throws(Problem) {
    if let home = environment["CNT_HOME"], !home.isEmpty {
      guard home.hasPrefix("/") else {
        throw Problem(recovery: "CNT_HOME must be a path that begins with /, not “\(home)”.")
      }
      config = home + "/config"
      data = home + "/data"
      state = home + "/state"
      cache = home + "/cache"
      runtime = home + "/run"
      return
    }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw Problem(recovery: "HOME is not set: set it, or set CNT_HOME to a folder for cnt.")
    }
    func folder(_ variable: String, _ fallback: String) -> String {
      // The specification: a path that is not absolute is to be ignored.
      guard let value = environment[variable], value.hasPrefix("/") else {
        return "\(home)/\(fallback)/cnt"
      }
      return value + "/cnt"
    }
    config = folder("XDG_CONFIG_HOME", ".config")
    data = folder("XDG_DATA_HOME", ".local/share")
    state = folder("XDG_STATE_HOME", ".local/state")
    cache = folder("XDG_CACHE_HOME", ".cache")
    runtime =
      environment["XDG_RUNTIME_DIR"].flatMap { $0.hasPrefix("/") ? $0 + "/cnt" : nil } ?? state
  }

  /// The folder of one account: its mirror and its tokens. Two servers, or two people on one, never
  /// share one.
  public func account(server: ServerAddress, userID: Int) -> String {
    let name = server.origin.map { character in
      character.isASCII && (character.isLetter || character.isNumber || character == ".")
        ? character : "_"
    }
    return "\(data)/accounts/\(String(name))-\(Self.checksum(server.origin))-\(userID)"
  }

  /// Tells apart servers whose readable names are the same. FNV-1a, 32 bits.
  private static func checksum(_ text: String) -> String {
    let hash = text.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    return String(hash, radix: 16)
  }

  /// The file that names the account that was used last.
  public var currentAccountFile: String { data + "/current.json" }

  /// Makes a folder, and those above it, that only the owner can enter.
  public static func makeFolder(_ path: String) throws(Problem) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw Problem(
        recovery: "The folder \(path) cannot be made: make it writable and see that the disk has"
          + " room, or set CNT_HOME to another folder.")
    }
  }
}
