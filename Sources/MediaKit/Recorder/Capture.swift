import Foundation
import Synchronization

/// The child that records, from its first output to its end.
final class Capture: Sendable {
  private struct State {
    var task: Task<Void, Never>?
    var child: pid_t?
  }

  private let plan: RecordingPlan
  private let tool: MediaTool
  private let patience: Duration
  private let state = Mutex(State())

  init(plan: RecordingPlan, environment: [String: String], patience: Duration) {
    self.plan = plan
    self.patience = patience
    // Interrupted, ffmpeg ends its file in order.
    tool = MediaTool(environment: environment, ending: .interrupt)
  }

  deinit { state.withLock { $0.task?.cancel() } }

  var child: pid_t? { state.withLock(\.child) }

  /// Returns when the first output came. `ended` is called when the child ends by itself afterwards.
  func open(
    _ arguments: [String], output: @escaping @Sendable (UnsafeRawBufferPointer) throws -> Void,
    ended: @escaping @Sendable (RecorderProblem) async -> Void
  ) async throws(RecorderProblem) {
    let (starts, start) = AsyncStream.makeStream(of: RecorderProblem?.self)
    let (plan, tool) = (plan, tool)
    let task = Task { [weak self] in
      var hasBegun = false
      let problem: RecorderProblem?
      do {
        let words = try await tool.run(
          "ffmpeg", arguments, started: { pid in self?.state.withLock { $0.child = pid } }
        ) { piece in
          if !hasBegun {
            hasBegun = true
            start.yield(nil)
          }
          try output(piece)
        }
        problem = RecorderProblem(words: words, plan: plan)
      } catch let error as RecorderProblem {
        problem = error
      } catch let error as ToolProblem {
        switch error.reason {
        case .missing: problem = RecorderProblem(.noProgram)
        case .failed(_, let words): problem = RecorderProblem(words: words, plan: plan)
        case .unreadable: problem = RecorderProblem(.ended(""))
        }
      } catch { problem = nil }
      self?.state.withLock { $0.child = nil }
      if let problem, hasBegun, !Task.isCancelled { await ended(problem) }
      start.yield(problem ?? RecorderProblem(.outOfTurn))
      start.finish()
    }
    state.withLock { $0.task = task }
    let patience = patience
    let timer = Task {
      try await Task.sleep(for: patience)
      start.yield(RecorderProblem(.silent(plan.deviceName)))
    }
    defer { timer.cancel() }
    for await problem in starts {
      guard let problem else { return }
      await close()
      throw problem
    }
    // Whoever waited was cancelled.
    await close()
    throw RecorderProblem(.outOfTurn)
  }

  /// Ends the child and waits until it is gone.
  func close() async {
    let task = state.withLock { state in
      defer { state.task = nil }
      return state.task
    }
    task?.cancel()
    await task?.value
  }
}
