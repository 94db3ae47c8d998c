/// How long to wait after failures: doubling, capped, and spread out so that many clients do not
/// come back at once.
package struct Backoff: Sendable {
  private var failures = 0
  package let first: Duration
  package let longest: Duration

  package init(first: Duration = .seconds(1), longest: Duration = .seconds(60)) {
    self.first = first
    self.longest = longest
  }

  package mutating func succeeded() { failures = 0 }

  /// `random` is 0 to 1; the wait is between half and all of the step.
  package mutating func next(random: Double) -> Duration {
    let step = min(longest, first * (1 << min(failures, 10)))
    failures += 1
    return step * (0.5 + random / 2)
  }
}
