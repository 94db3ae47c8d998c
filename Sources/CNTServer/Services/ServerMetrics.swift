import Foundation
import Synchronization

/// What happened since the start, in the text format of Prometheus
/// (https://prometheus.io/docs/instrumenting/exposition_formats).
final class ServerMetrics: Sendable {
  /// Upper bounds of the times that are told apart, seconds.
  private static let bounds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

  private struct State {
    /// By method and status.
    var answers: [String: Int] = [:]
    var times = [Int](repeating: 0, count: ServerMetrics.bounds.count + 1)
    var seconds = 0.0
  }

  private let state = Mutex(State())

  /// Only methods that the API has are told apart: names that somebody made up would fill the memory.
  func answered(_ method: String, _ status: Int, in seconds: Double) {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].contains(method)
    let label = "method=\"\(known ? method : "other")\",status=\"\(status)\""
    let place = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
    state.withLock { state in
      state.answers[label, default: 0] += 1
      state.times[place] += 1
      state.seconds += seconds
    }
  }

  func text(connections: Int, databaseBytes: Int) -> String {
    let state = state.withLock { $0 }
    var lines = [
      "# HELP cnt_http_requests_total Answered requests.", "# TYPE cnt_http_requests_total counter",
    ]
    lines += state.answers.sorted { $0.key < $1.key }.map {
      "cnt_http_requests_total{\($0.key)} \($0.value)"
    }
    lines += [
      "# HELP cnt_http_request_seconds Time until the answer began.",
      "# TYPE cnt_http_request_seconds histogram",
    ]
    var sum = 0
    for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], state.times) {
      sum += count
      lines.append("cnt_http_request_seconds_bucket{le=\"\(bound)\"} \(sum)")
    }
    lines += [
      "cnt_http_request_seconds_sum \(state.seconds)", "cnt_http_request_seconds_count \(sum)",
      "# HELP cnt_realtime_sessions Open Socket.IO sessions.", "# TYPE cnt_realtime_sessions gauge",
      "cnt_realtime_sessions \(connections)",
      "# HELP cnt_database_bytes Size of the database.", "# TYPE cnt_database_bytes gauge",
      "cnt_database_bytes \(databaseBytes)", "",
    ]
    return lines.joined(separator: "\n")
  }
}
