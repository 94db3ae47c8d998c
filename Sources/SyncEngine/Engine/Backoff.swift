/// How long to wait after failures: doubling, capped, and spread out so that many clients do not
/// come back at once.
struct Backoff: Sendable {
  private var failures = 0
  let first: Duration
  let longest: Duration

  init(first: Duration = .seconds(1), longest: Duration = .seconds(60)) {
    self.first = first
    self.longest = longest
  }

  mutating func succeeded() { failures = 0 }

  /// `random` is 0 to 1; the wait is between half and all of the step.
  mutating func next(random: Double) -> Duration {
    let step = min(longest, first * (1 << min(failures, 10)))
    failures += 1
    return step * (0.5 + random / 2)
  }
}
