import CNTKit
import Foundation
import SyncEngine

/// A place for a benchmark's files, and an engine over them.
struct Bench {
  let folder: String

  init(_ name: String) throws {
    folder = NSTemporaryDirectory() + "cnt-bench-\(getpid())-\(name)"
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  init(existing folder: String) { self.folder = folder }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }

  func mirror() throws -> Mirror { try Mirror(folder: folder + "/mirror") }

  func engine(_ mirror: Mirror, _ server: SampleServer) throws -> SyncEngine {
    let address = try ServerAddress("http://127.0.0.1:8000")
    let credentials = Credentials(
      server: address,
      answer: TokenResponse(
        accessToken: "token", refreshToken: "refresh", userID: 1, name: "Me", isAdmin: false))
    let store = TokenStore(folder: folder + "/account")
    try store.save(credentials)
    let session = Session(credentials, store: store, transport: server)
    return SyncEngine(
      mirror: mirror, api: APIClient(server: address, transport: server, session: session),
      userID: 1, userName: "Me", isAdmin: false)
  }

  /// The most memory that this process ever had, bytes (`VmHWM`, proc(5)).
  static var peakMemory: Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return (line?.split(separator: " ").compactMap { Int($0) }.first ?? 0) * 1024
  }
}
