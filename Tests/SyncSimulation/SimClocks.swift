/// A clock for waits that cost nothing.
struct NoWaitClock: Clock {
  var now: SimInstant { SimInstant() }
  var minimumResolution: Duration { .nanoseconds(1) }
  func sleep(until deadline: SimInstant, tolerance: Duration?) async throws {}
}

/// A clock by which nobody ever wakes.
struct ForeverClock: Clock {
  var now: SimInstant { SimInstant() }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: SimInstant, tolerance: Duration?) async throws {
    let forever = AsyncStream<Void> { _ in }
    for await _ in forever {}
    throw CancellationError()
  }
}

/// A point of a time that does not pass.
struct SimInstant: InstantProtocol {
  var offset = Duration.zero
  func advanced(by duration: Duration) -> SimInstant { SimInstant(offset: offset + duration) }
  func duration(to other: SimInstant) -> Duration { other.offset - offset }
  static func < (a: SimInstant, b: SimInstant) -> Bool { a.offset < b.offset }
}
