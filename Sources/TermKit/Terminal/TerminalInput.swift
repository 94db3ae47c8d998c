import CTerminalGuard
import Glibc

/// Waits on the terminal, on signals and on other threads, all in one `poll`.
struct TerminalInput {
  /// How long a lone Esc waits for the rest of a sequence; slow lines split them.
  static let escapeTimeout = Duration.milliseconds(40)

  let waker: Waker
  let signalWriteEnd: Int32
  private let wakeRead: Int32
  private let wakeWrite: Int32
  private let signalRead: Int32
  private var decoder = InputDecoder()
  private var queue: [InputEvent] = []
  /// When bytes that wait for more are taken for what they are.
  private var escapeDeadline: ContinuousClock.Instant?
  /// Until then the answers to questions may come.
  private var repliesUntil: ContinuousClock.Instant?

  init() throws(TerminalError) {
    var wake: [Int32] = [0, 0]
    var signals: [Int32] = [0, 0]
    guard cnt_guard_pipe(&wake) == 0,
      cnt_guard_pipe(&signals) == 0
    else { throw TerminalError(.system(String(cString: strerror(errno)))) }
    (wakeRead, wakeWrite) = (wake[0], wake[1])
    (signalRead, signalWriteEnd) = (signals[0], signals[1])
    waker = Waker(fd: wake[1])
  }

  /// Answers are on their way, but not for ever.
  mutating func awaitReplies(for time: Duration?) {
    repliesUntil = time.map { .now + $0 }
    decoder.awaitsReplies = time != nil
  }

  func close() {
    waker.close()
    for fd in [wakeRead, wakeWrite, signalRead, signalWriteEnd] { Glibc.close(fd) }
  }

  /// `room` is a file to be waited on until it can be written to; -1 for none.
  mutating func next(timeout: Duration?, room: Int32 = -1) -> InputEvent? {
    if !queue.isEmpty { return queue.removeFirst() }
    if let until = repliesUntil, until <= .now { awaitReplies(for: nil) }
    var wait = timeout
    if let escapeDeadline {
      let rest = max(.zero, escapeDeadline - .now)
      wait = min(wait ?? rest, rest)
    }
    var fds = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signalRead, events: Int16(POLLIN), revents: 0),
      pollfd(fd: wakeRead, events: Int16(POLLIN), revents: 0),
      pollfd(fd: room, events: Int16(POLLOUT), revents: 0),
    ]
    let count = poll(&fds, nfds_t(fds.count), Self.milliseconds(wait))
    // Other events (a film's pictures) may come so often that a wait never ends by itself.
    if let deadline = escapeDeadline, fds[0].revents == 0, deadline <= .now {
      queue += decoder.flush()
      escapeDeadline = nil
    }
    guard count > 0 else { return queue.isEmpty ? nil : queue.removeFirst() }
    if fds[1].revents != 0 { queue += signals() }
    if fds[0].revents & Int16(POLLIN) != 0 {
      readTerminal()
    } else if fds[0].revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 {
      queue.append(.eof)
    }
    if fds[2].revents != 0 {
      _ = Self.read(wakeRead)
      if queue.isEmpty { queue.append(.wake) }
    }
    if fds[3].revents != 0, queue.isEmpty { queue.append(.wake) }
    return queue.isEmpty ? nil : queue.removeFirst()
  }

  private mutating func readTerminal() {
    guard let bytes = Self.read(STDIN_FILENO) else { return }
    if bytes.isEmpty { queue.append(.eof) } else { queue += decoder.feed(bytes) }
    escapeDeadline = decoder.isPending ? .now + Self.escapeTimeout : nil
  }

  /// Puts an event in line.
  mutating func push(_ event: InputEvent) { queue.append(event) }

  /// Waits up to `time` for a signal that ends the process; true if one came, which then waits in line.
  /// What tells that the process goes on is taken away.
  mutating func awaitEnd(for time: Duration) -> Bool {
    let deadline = ContinuousClock.now + time
    repeat {
      var fds = [pollfd(fd: signalRead, events: Int16(POLLIN), revents: 0)]
      poll(&fds, 1, Self.milliseconds(max(.zero, deadline - .now)))
      if fds[0].revents != 0 { queue += signals().filter { $0 != .signal(.resume) } }
      if queue.contains(.signal(.terminate)) || queue.contains(.signal(.hangup)) { return true }
    } while .now < deadline
    return false
  }

  private func signals() -> [InputEvent] {
    var events: [InputEvent] = []
    for byte in Self.read(signalRead) ?? [] {
      let event: InputEvent? =
        switch Int32(byte) {
        case SIGWINCH: .resize(Size(columns: 0, rows: 0))
        case SIGINT: .signal(.interrupt)
        case SIGTERM: .signal(.terminate)
        case SIGHUP: .signal(.hangup)
        case SIGTSTP: .signal(.suspend)
        case SIGCONT: .signal(.resume)
        default: nil
        }
      // A storm of resizes is one resize.
      if let event, events.last != event { events.append(event) }
    }
    return events
  }

  /// What there is to read; nil for "nothing now", empty for the end.
  private static func read(_ fd: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(fd, &bytes, bytes.count)
    if count < 0 { return errno == EINTR || errno == EAGAIN ? nil : [] }
    return Array(bytes[..<count])
  }

  private static func milliseconds(_ duration: Duration?) -> Int32 {
    guard let duration else { return -1 }
    let (seconds, attoseconds) = duration.components
    let value = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: max(0, value))
  }
}
