import CNTKit
import Foundation

/// Carries out the queue of downloads of one mirror, two at a time, or one where there is a limit to
/// what they may take of the line. Of several processes one does; a
/// lock elects it.
public actor Downloader {
  private let mirror: Mirror
  private var surroundings: TransferSurroundings
  private let clock: any Clock<Duration>
  private let now: @Sendable () -> Date
  private let random: @Sendable () -> Double
  private let wakeup = Wakeup()
  private var active: [ItemRef: (url: String, task: Task<Void, Never>)] = [:]
  /// What could not even be written down is left alone until then.
  private var resting: [ItemRef: Date] = [:]
  private var lastLookForNew = Date.distantPast
  /// What is to be fetched; nil for everything.
  private var wanted: Set<ItemRef>?

  /// With a limit to what they may take of the line, one at a time has it all.
  private var atOnce: Int { surroundings.rate == nil ? mostAtOnce : 1 }
  private let mostAtOnce: Int
  /// Between looks at what followed artists published, seconds.
  private static let lookPause: TimeInterval = 30
  private static let restPause: TimeInterval = 30

  /// A transport of its own keeps a slow disk from holding up anything else.
  public init(
    mirror: Mirror, transport: any HTTPTransport, media: MediaResolver,
    clock: any Clock<Duration> = ContinuousClock(),
    now: @escaping @Sendable () -> Date = { Date() },
    random: @escaping @Sendable () -> Double = { Double.random(in: 0...1) }
  ) {
    self.init(
      mirror: mirror, transport: transport, media: media, disk: .real, clock: clock, now: now,
      random: random, isSerial: false)
  }

  /// `isSerial`: one thing after the other, so that a simulation is the same every time.
  package init(
    mirror: Mirror, transport: any HTTPTransport, media: MediaResolver, disk: DownloadDisk,
    clock: any Clock<Duration>, now: @escaping @Sendable () -> Date,
    random: @escaping @Sendable () -> Double, isSerial: Bool
  ) {
    self.mirror = mirror
    mostAtOnce = isSerial ? 1 : 2
    self.clock = clock
    self.now = now
    self.random = random
    surroundings = TransferSurroundings(
      mirror: mirror, transport: transport, media: media, disk: disk, now: now,
      notesBeside: !isSerial)
  }

  /// Tries at once what waits for its next try.
  public nonisolated func hurry() {
    try? mirror.hurryDownloads()
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
      if lock == nil { lock = try? prepare() }
      guard lock != nil else {
        await wakeup.wait(atMost: .seconds(2), clock: clock)
        continue
      }
      queueNew()
      advance()
      await wakeup.wait(atMost: pause, clock: clock)
    }
    await stopAll()
    withExtendedLifetime(lock) {}
  }

  /// Works until nothing is left that is due, of `wanted` alone where that is given. False when another
  /// process holds the lock: it does the work. Throws what the mirror or the disk has against it.
  public func drain(_ wanted: Set<ItemRef>? = nil) async throws -> Bool {
    guard let lock = try prepare() else { return false }
    self.wanted = wanted
    let watch = Task { [wakeup, mirror] in
      for await _ in mirror.changes() { wakeup.ring() }
    }
    defer {
      watch.cancel()
      self.wanted = nil
      withExtendedLifetime(lock) {}
    }
    if wanted == nil { queueNew() }
    advance()
    while !active.isEmpty, !Task.isCancelled {
      await wakeup.wait(atMost: pause, clock: clock)
      advance()
    }
    await stopAll()
    return true
  }

  /// Takes the lock, and mends what a process that died has left; nil while another has it.
  private func prepare() throws -> FileLock? {
    try Paths.makeFolder(surroundings.folder.path)
    guard let lock = try FileLock.tryLock(mirror.folder + "/downloads.lock") else { return nil }
    try mirror.recoverDownloads()
    return lock
  }

  private func queueNew() {
    guard now().timeIntervalSince(lastLookForNew) >= Self.lookPause else { return }
    lastLookForNew = now()
    _ = try? mirror.queueNewEpisodes(now: now())
  }

  /// Ends what nobody wants any more and begins what is next.
  private func advance() {
    if let running = try? mirror.downloadPlan().running {
      for (ref, transfer) in active where running[ref] != transfer.url { transfer.task.cancel() }
    }
    resting = resting.filter { $0.value > now() }
    surroundings.rate = try? mirror.downloadRate()
    try? mirror.resumeWithRoom(
      freeBytes: surroundings.disk.freeBytes(surroundings.folder.path), now: now())
    while active.count < atOnce, !Task.isCancelled {
      let busy = Set(active.keys).union(resting.keys)
      guard let next = try? mirror.claimDownload(except: busy, of: wanted, now: now()) else {
        return
      }
      let around = surroundings
      active[next.ref] = (
        next.url,
        Task {
          let outcome = await Transfer(download: next, surroundings: around).run()
          settle(next, outcome)
        }
      )
    }
  }

  /// Until a try is due; commits and ends of transfers wake earlier.
  private var pause: Duration {
    guard active.count < atOnce, let due = (try? mirror.downloadPlan())?.nextDue else {
      return .seconds(Self.lookPause)
    }
    return .seconds(min(Self.lookPause, max(1, due.timeIntervalSince(now()))))
  }

  private func settle(_ download: Download, _ outcome: Transfer.Outcome) {
    active[download.ref] = nil
    do {
      switch outcome {
      case .done(let bytes, let name):
        // Nobody wants it any more: the row is gone, so the file goes.
        if try !mirror.finishDownload(download, bytes: bytes, now: now()) {
          surroundings.folder.remove([name])
        }
      case .failed(let problem, let asked):
        if problem.spoilsPart { surroundings.folder.remove([download.partName]) }
        try mirror.endDownload(
          download, problem, retryAfter: delay(download, problem, asked), now: now())
      case .stopped:
        try mirror.releaseDownload(download)
        if try mirror.download(for: download.ref) == nil {
          surroundings.folder.remove([download.partName])
        }
      }
    } catch {
      resting[download.ref] = now().addingTimeInterval(Self.restPause)
    }
    wakeup.ring()
  }

  /// Seconds until the next try; nil where it is given up. Without a network nothing is the server's
  /// fault: it is never given up.
  private func delay(_ download: Download, _ problem: DownloadProblem, _ asked: Double?) -> Double?
  {
    let known = (try? mirror.download(for: download.ref)) ?? download
    if problem.isFault, known.faults >= RetryDelay.mostFaults { return nil }
    return RetryDelay.seconds(after: known.attempts, random: random(), asked: asked)
  }

  private func stopAll() async {
    let tasks = active.values.map(\.task)
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
  }
}
