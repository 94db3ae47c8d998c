import Dispatch

/// Waits for a disk somewhere else than on the threads that everything shares.
enum DiskQueue {
  private static let queue = DispatchQueue(
    label: "downloads.disk", qos: .utility, attributes: .concurrent)

  static func run<Value: Sendable>(
    _ work: @escaping @Sendable () throws -> Value
  ) async throws -> Value {
    try await withCheckedThrowingContinuation { done in
      queue.async { done.resume(with: Result(catching: work)) }
    }
  }
}
