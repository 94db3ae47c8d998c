import CNTKit
import Foundation

/// What the app needs from outside: built once in `main`, replaced in tests.
struct AppDependencies: Sendable {
  var paths: Paths
  var transport: any HTTPTransport
  var now: @Sendable () -> Date
  /// A libmpv audio output, such as "null"; nil lets libmpv choose.
  var audioOutput: String?
}
