import Synchronization

/// Tasks that end together.
final class TaskBag: Sendable {
  private let tasks = Mutex<[Task<Void, Never>]>([])

  func add(_ task: Task<Void, Never>) { tasks.withLock { $0.append(task) } }

  /// Cancels all and waits until they are gone.
  func cancelAll() async {
    let all = tasks.withLock { tasks in
      defer { tasks = [] }
      return tasks
    }
    for task in all { task.cancel() }
    for task in all { await task.value }
  }
}
