/// A piece of the build that stands by itself.
struct Job: Sendable {
  let title: String
  let work: @Sendable () async throws(DemoError) -> Void
}

enum WorkQueue {
  /// Runs the jobs `width` at a time, in order of their places; the first failure stops the rest.
  static func run(
    _ jobs: [Job], width: Int = 2, started: @escaping @Sendable (String) -> Void
  ) async throws(DemoError) {
    do {
      try await withThrowingTaskGroup(of: Void.self) { group in
        var waiting = jobs.makeIterator()
        func startNext() {
          guard let job = waiting.next() else { return }
          group.addTask {
            try Task.checkCancellation()
            started(job.title)
            try await job.work()
          }
        }
        for _ in 0..<width { startNext() }
        while try await group.next() != nil { startNext() }
      }
    } catch let error as DemoError {
      throw error
    } catch {
      throw DemoError(.cancelled)
    }
  }
}
