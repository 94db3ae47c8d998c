import Dispatch
import Foundation

/// Waiting for signals in commands that have no screen.
enum Signals {
  /// Returns when one of the signals arrives, or when the task is cancelled.
  static func first(of numbers: [Int32]) async {
    let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
    let sources = numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield() }
      source.resume()
      return source
    }
    defer { for source in sources { source.cancel() } }
    for await _ in stream { return }
  }
}
