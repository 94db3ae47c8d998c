import Glibc

/// Writes pictures to the terminal without ever waiting for it.
///
/// The terminal's file is opened once more, because "do not block" belongs to an open file, and the
/// one of standard output is shared with the shell that started the program.
struct TerminalOutput {
  /// Bytes that the terminal took, and how long it needed for them.
  typealias Drain = (bytes: Int, seconds: Double)

  private var fd: Int32
  private var pending: ArraySlice<UInt8> = []
  private var size = 0
  private var isHopeless = false
  private var start = ContinuousClock.now
  private var lastDrain: Drain?

  /// -1 finds the terminal when it is first needed; any other must not block.
  init(descriptor: Int32 = -1) { fd = descriptor }

  var isDraining: Bool { !pending.isEmpty }
  /// To be waited on for room (`POLLOUT`) while ``isDraining``.
  var descriptor: Int32 { fd }

  /// How long the terminal needed for what it took since this was last asked.
  mutating func takeDrain() -> Drain? {
    defer { lastDrain = nil }
    return lastDrain
  }

  /// Sends more behind what is under way.
  mutating func append(_ bytes: [UInt8]) { pending += bytes }

  /// Begins to send; what was under way must be through. What the terminal has no room for stays. False
  /// where the terminal's file cannot be opened once more: there are no pictures then.
  mutating func send(_ bytes: [UInt8]) -> Bool {
    precondition(!isDraining, "one picture at a time")
    if fd < 0, !isHopeless { fd = Self.open() }
    guard fd >= 0 else {
      isHopeless = true
      return false
    }
    pending = bytes[...]
    size = bytes.count
    start = .now
    pump()
    return true
  }

  /// Sends what there is room for; true when all of it is through.
  @discardableResult
  mutating func pump() -> Bool {
    while !pending.isEmpty {
      let written = pending.withUnsafeBytes { write(fd, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      if written < 0, errno == EAGAIN { return false }
      guard written > 0 else {
        // The terminal is gone; whoever reads from it will say so.
        pending = []
        return true
      }
      pending = pending.dropFirst(written)
    }
    lastDrain = (size, (ContinuousClock.now - start) / .seconds(1))
    return true
  }

  /// Leaves out what is not through yet: the screen is given to somebody else.
  mutating func abandon() { pending = [] }

  mutating func close() {
    pending = []
    if fd >= 0 { Glibc.close(fd) }
    fd = -1
  }

  private static func open() -> Int32 {
    let flags = O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC
    var name = [CChar](repeating: 0, count: 256)
    if ttyname_r(STDOUT_FILENO, &name, name.count) == 0 {
      let fd = Glibc.open(name, flags)
      if fd >= 0 { return fd }
    }
    return Glibc.open("/dev/tty", flags)
  }
}
