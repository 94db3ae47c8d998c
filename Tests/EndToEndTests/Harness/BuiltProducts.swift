import Foundation

/// The programs that were built together with the tests.
enum BuiltProducts {
  /// The folder of the test bundle, which is the folder of the products.
  static let folder: String = {
    if let given = ProcessInfo.processInfo.environment["CNT_BUILD_DIR"] { return given }
    let own =
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return (own as NSString).deletingLastPathComponent
  }()

  static var cnt: String { folder + "/cnt" }
  static var server: String { folder + "/cnt-server" }
  static var fuzz: String { folder + "/cnt-fuzz" }
}

/// A folder that is gone after the test.
final class Scratch: Sendable {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "cnt-e2e-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
