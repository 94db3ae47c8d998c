import CNTKit
import Foundation

/// Uploads what is to be published, one thing at a time, and hands it to the outbox. Of several
/// processes on one mirror one does; a lock elects it.
public actor Uploader {
  private let mirror: Mirror
  private let api: APIClient
  private let clock: any Clock<Duration>
  private let now: @Sendable () -> Date
  private let random: @Sendable () -> Double
  private let wakeup = Wakeup()
  private var active: (publication: Publication, task: Task<Void, Never>)?
  private var wanted: Set<Int64>?
  private var restsUntil = Date.distantPast
  private let partSize: Int

  /// Between looks where nothing wakes it, seconds.
  private static let lookPause: TimeInterval = 30
  /// Between notes of how far it is.
  private static let notePause = Duration.milliseconds(500)

  /// `transport` of `api` should be one of its own: uploads take the line for long.
  public init(
    mirror: Mirror, api: APIClient, clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Date = { Date() },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) },
    partSize: Int = 4 << 20
  ) {
    self.mirror = mirror
    self.api = api
    self.clock = clock
    self.now = now
    self.random = random
    self.partSize = partSize
  }

  /// Tries at once what waits for its next try.
  public nonisolated func hurry() {
    try? mirror.hurryPublications()
    wakeup.ring()
  }

  /// Works until cancelled. While another process holds the lock, that one does.
  public func run() async {
    var lock: FileLock?
    let watch = Task { [wakeup, mirror] in
      for await _ in mirror.changes() { wakeup.ring() }
    }
    defer { watch.cancel() }
    while !Task.isCancelled {
      if lock == nil { lock = try? takeLock() }
      guard lock != nil else {
        await wakeup.wait(atMost: .seconds(2), clock: clock)
        continue
      }
      advance()
      await wakeup.wait(atMost: pause, clock: clock)
    }
    await stop()
    withExtendedLifetime(lock) {}
  }

  /// Works until nothing of `wanted` is due. False when another process holds the lock: it does the
  /// work.
  public func drain(_ wanted: Set<Int64>? = nil) async throws -> Bool {
    guard let lock = try takeLock() else { return false }
    self.wanted = wanted
    let watch = Task { [wakeup, mirror] in
      for await _ in mirror.changes() { wakeup.ring() }
    }
    defer {
      watch.cancel()
      self.wanted = nil
      withExtendedLifetime(lock) {}
    }
    advance()
    while active != nil, !Task.isCancelled {
      await wakeup.wait(atMost: pause, clock: clock)
      advance()
    }
    await stop()
    return true
  }

  private func takeLock() throws -> FileLock? {
    try FileLock.tryLock(mirror.folder + "/uploads.lock")
  }

  /// Ends what nobody wants any more and begins what is next.
  private func advance() {
    if let active {
      if (try? mirror.isWanted(active.publication)) == false { active.task.cancel() }
      return
    }
    guard now() >= restsUntil, !Task.isCancelled,
      let next = try? mirror.claimPublication(of: wanted, now: now())
    else { return }
    active = (next, Task { await work(next) })
  }

  private var pause: Duration {
    guard active == nil, let due = try? mirror.nextPublicationTry() else {
      return .seconds(Self.lookPause)
    }
    return .seconds(min(Self.lookPause, max(1, due.timeIntervalSince(now()))))
  }

  private func stop() async {
    active?.task.cancel()
    await active?.task.value
  }

  private struct Unwanted: Error {}

  private func work(_ given: Publication) async {
    var publication = given
    defer {
      active = nil
      wakeup.ring()
    }
    do {
      for index in publication.files.indices where publication.files[index].url == nil {
        try await upload(&publication, index)
      }
      if try mirror.finishPublication(publication, now: now()) { publication.removeTemporaries() }
    } catch {
      // What cannot even be written down is left alone for a while.
      do { try end(publication, error) } catch {
        restsUntil = now().addingTimeInterval(Self.lookPause)
      }
    }
  }

  private func upload(_ publication: inout Publication, _ index: Int) async throws {
    let meter = RateMeter(clock: clock)
    let file = publication.files[index]
    meter.begin(at: file.sent)
    let reporter = UploadProgress(publication, index, meter)
    let ticker = Task { [mirror, clock] in
      while !Task.isCancelled {
        try? await clock.sleep(for: Self.notePause)
        if let state = reporter.fresh() { _ = try? mirror.note(state, durably: false) }
      }
    }
    defer { ticker.cancel() }
    let inParts = try mirror.capabilities().hasUploadParts
    let (done, result) = try await FileUpload(api: api, inParts: inParts, partSize: partSize).run(
      file,
      note: { file in
        let state = reporter.note(file)
        guard try self.mirror.note(state, durably: true) else { throw Unwanted() }
      }, progress: reporter.progress)
    // What it still writes is older.
    ticker.cancel()
    await ticker.value
    publication = reporter.note(done)
    publication.files[index].url = result.url
    publication.files[index].sent = publication.files[index].size
    publication.content = publication.content.placing(result, as: file.role)
    guard try mirror.note(publication, durably: true) else { throw Unwanted() }
  }

  private func end(_ given: Publication, _ error: any Error) throws {
    // Steps of the upload were written down meanwhile.
    guard var publication = try mirror.publication(given.id),
      publication.generation == given.generation, publication.state == .running
    else { return }
    if Task.isCancelled || error is CancellationError {
      return try mirror.releasePublication(publication)
    }
    switch error {
    case is Unwanted: return
    case let error as UnpublishableFile:
      try mirror.endPublication(publication, failure: error.recovery, retryAt: nil)
    case let error as UnacceptableText:
      try mirror.endPublication(publication, failure: error.recovery, retryAt: nil)
    case let error as APIError:
      let isBusy = error.status == 423
      publication.attempts += 1
      if error.reason == .server || error.reason == .undecodable || error.reason == .notAnAPI {
        publication.faults += 1
      }
      let isGivenUp =
        (error.isPermanent && !isBusy) || publication.faults >= RetryDelay.mostFaults
      let asked = error.retryAfter.map { Double($0.components.seconds) }
      let wait = RetryDelay.seconds(
        after: publication.attempts - 1, random: random(), asked: asked)
      try mirror.endPublication(
        publication, failure: error.recovery,
        retryAt: isGivenUp ? nil : now().addingTimeInterval(wait))
    default:
      publication.attempts += 1
      let wait = RetryDelay.seconds(after: publication.attempts, random: random(), asked: nil)
      try mirror.endPublication(
        publication, failure: (error as? MirrorError)?.recovery ?? "\(error)",
        retryAt: now().addingTimeInterval(wait))
    }
  }
}
