import CNTKit
import Crypto
import Foundation
import Synchronization

/// The pictures of one account that were fetched, as files in its folder: they go when it is wiped. Bounded:
/// what was looked at longest ago makes room.
public actor PictureStore {
  /// Why a picture is not here.
  public enum Problem: Error, Hashable, Sendable {
    case noAddress, cannotFetch(TransportError), refused(status: Int), tooLarge, disk(
      PrivateFile.Problem)

    /// The sentence that says what to do.
    public var recovery: String {
      switch self {
      case .noAddress: "The picture's address cannot be used: tell who published it."
      case .cannotFetch(let error): error.recovery
      case .refused: "The picture is not there any more: tell who published it."
      case .tooLarge: "The picture's file is too large: tell who published it."
      case .disk(let problem): problem.recovery
      }
    }
  }

  /// Bounds of what is kept.
  public struct Limits: Sendable, Hashable {
    /// Bytes of one file.
    public var file = 12 << 20
    /// Bytes of all.
    public var all = 96 << 20
    /// A file that is older is asked for again, seconds.
    public var age: TimeInterval = 7 * 86_400

    public init() {}
  }

  private let folder: String
  private let transport: any HTTPTransport
  private let media: MediaResolver
  private let limits: Limits
  private let now: @Sendable () -> Date

  /// `accountFolder` must be there.
  public init(
    accountFolder: String, transport: any HTTPTransport, media: MediaResolver,
    limits: Limits = Limits(), now: @escaping @Sendable () -> Date = { Date() }
  ) {
    folder = accountFolder + "/pictures"
    self.transport = transport
    self.media = media
    self.limits = limits
    self.now = now
  }

  /// The path of a picture's file, fetched where it is not here yet. What is old is used where nothing
  /// newer can be had.
  public func file(for reference: String) async throws(Problem) -> String {
    guard let url = media.url(for: reference) else { throw .noAddress }
    let path = path(of: url)
    let age = age(of: path)
    if let age, age < limits.age {
      touch(path)
      return path
    }
    do {
      try keep(try await fetch(url), at: path)
    } catch {
      guard age != nil, error != .refused(status: 404), error != .refused(status: 410) else {
        throw error
      }
      touch(path)
    }
    return path
  }

  /// Whether a picture is here and need not be fetched.
  public func has(_ reference: String) -> Bool {
    media.url(for: reference).flatMap { age(of: path(of: $0)) }.map { $0 < limits.age } ?? false
  }

  /// Forgets a file that turned out to be no picture.
  public func remove(_ reference: String) {
    if let url = media.url(for: reference) { unlink(path(of: url)) }
  }

  /// Whatever the address says, the name is a digest of it.
  private func path(of url: String) -> String {
    let digest = SHA256.hash(data: Data(url.utf8))
    return folder + "/"
      + digest.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
      .joined()
  }

  private func age(of path: String) -> TimeInterval? {
    var info = stat()
    guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size > 0 else {
      return nil
    }
    // Access is noted in one time, the fetch in the other.
    return now().timeIntervalSince1970 - Double(info.st_mtim.tv_sec)
  }

  /// UTIME_OMIT of utimensat(2), a macro that does not import.
  private static let leaveTime = (1 << 30) - 2

  /// Notes that the file was used: its time of access, which no mount option keeps us from setting.
  private func touch(_ path: String) {
    var times = [timespec(), timespec()]
    times[0].tv_sec = Int(now().timeIntervalSince1970)
    times[1].tv_nsec = Self.leaveTime
    utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW)
  }

  /// No request carries a token, and none goes into the person's own network.
  private func fetch(_ url: String) async throws(Problem) -> Data {
    var request = HTTPRequest(
      .get, url, timeouts: HTTPTimeouts(connect: 10, total: 60, idle: 20, slowest: 200))
    request.trustedHost = media.host
    request.headers["Accept"] = "image/jpeg, image/png, image/webp, image/gif"
    let body = Mutex(Data())
    let isTooLarge = Mutex(false)
    let most = limits.file
    let response: HTTPResponse
    do {
      response = try await transport.stream(request) { event in
        switch event {
        case .head(let head):
          // The body of what is no picture is not wanted.
          if head.status != 200 { return }
          if let length = head.headers["Content-Length"].flatMap({ Int($0) }), length > most {
            isTooLarge.withLock { $0 = true }
            throw Problem.tooLarge
          }
        case .bytes(let bytes):
          let isFull = body.withLock { body in
            guard body.count + bytes.count <= most else { return true }
            body += bytes
            return false
          }
          if isFull {
            isTooLarge.withLock { $0 = true }
            throw Problem.tooLarge
          }
        }
      }
    } catch {
      throw isTooLarge.withLock { $0 } ? .tooLarge : .cannotFetch(error)
    }
    guard response.status == 200 else { throw .refused(status: response.status) }
    return body.withLock { $0 }
  }

  private func keep(_ data: Data, at path: String) throws(Problem) {
    // One folder only: the account's may have been wiped meanwhile.
    mkdir(folder, 0o700)
    do {
      try PrivateFile.write(data, to: path)
      var times = [timespec(), timespec()]
      times[0].tv_sec = Int(now().timeIntervalSince1970)
      times[1] = times[0]
      utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW)
    } catch { throw .disk(error) }
    makeRoom(keeping: path)
  }

  /// Removes what was used longest ago until the rest fits.
  private func makeRoom(keeping kept: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    var files: [(path: String, used: Int, size: Int)] = []
    for name in names {
      let path = folder + "/" + name
      var info = stat()
      guard lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { continue }
      files.append((path, Int(info.st_atim.tv_sec), Int(info.st_size)))
    }
    var total = files.reduce(0) { $0 + $1.size }
    for file in files.sorted(by: { ($0.used, $0.path) < ($1.used, $1.path) }) {
      guard total > limits.all else { return }
      if file.path == kept { continue }
      if unlink(file.path) == 0 { total -= file.size }
    }
  }
}
