import CSDBus
import Foundation
import Synchronization

/// A player on the session bus, under a name of its own: what media keys, panels and `playerctl` see.
///
/// Begins with the first thing that is played, because opening libsystemd costs time and memory. Where
/// there is no bus it does nothing.
public final class DesktopPlayer: Sendable {
  fileprivate struct State {
    var now = NowPlaying()
    var isStarted = false
    var isClosing = false
    /// A jump that was not told yet, seconds.
    var seeked: Double?
    /// Written to, so that the thread looks.
    var wake: Int32 = -1
  }

  fileprivate let state = Mutex(State())
  fileprivate let identity: String
  private let name: String
  fileprivate let handle: @Sendable (PlayerRequest) -> Void
  private let finished = DispatchSemaphore(value: 0)

  /// A change of the position by more than this is a jump, seconds.
  private static let jump = 3.0

  /// `identity`: the program's name for people and in the bus's name. `handle` is called on a thread of
  /// its own.
  public init(identity: String, handle: @escaping @Sendable (PlayerRequest) -> Void) {
    self.identity = identity
    name = "\(MPRIS.root).\(identity).instance\(getpid())"
    self.handle = handle
  }

  /// Tells what is played now.
  public func publish(_ now: NowPlaying) {
    let (begins, wake) = state.withLock { state -> (Bool, Int32) in
      let before = state.now
      state.now = now
      if before.track == now.track, abs(before.position - now.position) > Self.jump {
        state.seeked = now.position
      }
      let begins = !state.isStarted && !state.isClosing && now.state != .stopped
      if begins {
        // eventfd(2): its flags are those of open.
        state.wake = eventfd(0, O_CLOEXEC | O_NONBLOCK)
        state.isStarted = state.wake >= 0
      }
      let isNews = state.seeked != nil || MPRIS.announced(before) != MPRIS.announced(now)
      return (begins && state.isStarted, isNews ? state.wake : -1)
    }
    if begins {
      let thread = Thread { [self] in
        BusThread(self, name: name)?.run()
        finished.signal()
      }
      thread.name = "bus"
      thread.start()
    } else {
      Self.ring(wake)
    }
  }

  /// Leaves the bus and waits until that is done.
  public func close() {
    let (wake, isRunning) = state.withLock { state in
      defer { state.isClosing = true }
      return (state.wake, state.isStarted && !state.isClosing)
    }
    guard isRunning else { return }
    Self.ring(wake)
    // A bus that accepts and does not answer must not keep the program from ending.
    guard finished.wait(timeout: .now() + 1) == .success else { return }
    state.withLock { $0.wake = -1 }
    _ = Glibc.close(wake)
  }

  private static func ring(_ wake: Int32) {
    guard wake >= 0 else { return }
    var one: UInt64 = 1
    _ = write(wake, &one, 8)
  }
}

/// The bus connection; everything of sd-bus happens on one thread.
private final class BusThread {
  private let owner: DesktopPlayer
  private let library: BusLibrary
  private let bus: OpaquePointer
  private var told: [BusValue.Member] = []

  /// nil where there is no bus, or the name cannot be had.
  init?(_ owner: DesktopPlayer, name: String) {
    guard let library = BusLibrary() else { return nil }
    var opened: OpaquePointer?
    guard library.openUser(&opened) >= 0, let bus = opened else { return nil }
    self.owner = owner
    self.library = library
    self.bus = bus
    let this = Unmanaged.passUnretained(self).toOpaque()
    // The object is there before the name, so that nobody finds an empty one.
    guard library.addObject(bus, nil, MPRIS.path, handleCall, this) >= 0,
      library.requestName(bus, name, 0) >= 0
    else { return nil }
  }

  deinit { _ = library.flushCloseUnref(bus) }

  func run() {
    told = MPRIS.announced(owner.state.withLock { $0.now })
    while true {
      tell()
      var left = library.process(bus, nil)
      while left > 0 { left = library.process(bus, nil) }
      let (isClosing, wake) = owner.state.withLock { ($0.isClosing, $0.wake) }
      if left < 0 || isClosing { return }
      var polled = [
        pollfd(fd: library.getFD(bus), events: Int16(library.getEvents(bus)), revents: 0),
        pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
      ]
      _ = poll(&polled, 2, 30_000)
      var count: UInt64 = 0
      _ = read(wake, &count, 8)
    }
  }

  /// Sends what changed since the last time.
  private func tell() {
    let (now, seeked) = owner.state.withLock { state in
      defer { state.seeked = nil }
      return (state.now, state.seeked)
    }
    let current = MPRIS.announced(now)
    let changed = current.filter { !told.contains($0) }
    told = current
    if !changed.isEmpty {
      signal(MPRIS.properties, "PropertiesChanged") { message in
        message.append(.string(MPRIS.player))
        message.append(.dictionary(changed))
        message.append(.strings([]))
      }
    }
    if let seeked {
      signal(MPRIS.player, "Seeked") { $0.append(.int64(MPRIS.microseconds(seeked))) }
    }
  }

  private func signal(_ interface: String, _ member: String, _ write: (BusMessage) -> Void) {
    var made: OpaquePointer?
    guard library.newSignal(bus, &made, MPRIS.path, interface, member) >= 0, let made else {
      return
    }
    write(BusMessage(library: library, pointer: made))
    _ = library.send(nil, made, nil)
    _ = library.unref(made)
  }

  /// Answers a call; 0 leaves it to sd-bus, which says that there is no such thing.
  fileprivate func call(_ pointer: OpaquePointer) -> Int32 {
    let message = BusMessage(library: library, pointer: pointer)
    switch answer(message) {
    case .unknown: return 0
    case .error(let name, let sentence): return fail(pointer, name, sentence)
    case .values(let values): return reply(pointer) { for value in values { $0.append(value) } }
    case .variant(let value): return reply(pointer) { $0.appendVariant(value) }
    case .request(let request):
      if let request { owner.handle(request) }
      return reply(pointer) { _ in }
    }
  }

  private func answer(_ message: BusMessage) -> MPRIS.Answer {
    let now = owner.state.withLock { $0.now }
    switch (message.interface, message.member) {
    case (MPRIS.properties, "GetAll"):
      return MPRIS.all(message.readText() ?? "", now, identity: owner.identity)
    case (MPRIS.properties, "Get"):
      let (interface, name) = (message.readText() ?? "", message.readText() ?? "")
      return MPRIS.get(interface, name, now, identity: owner.identity)
    case (MPRIS.properties, "Set"):
      let (interface, name) = (message.readText() ?? "", message.readText() ?? "")
      return MPRIS.set(interface, name, message.readVariant())
    case (MPRIS.player, "Seek"): return MPRIS.seek(by: message.readInt64())
    case (MPRIS.player, "SetPosition"):
      let track = message.readText(path: true)
      return MPRIS.setPosition(track, message.readInt64(), now)
    default: return MPRIS.answer(message.interface, message.member)
    }
  }

  private func reply(_ call: OpaquePointer, _ write: (BusMessage) -> Void) -> Int32 {
    var made: OpaquePointer?
    guard library.newReturn(call, &made) >= 0, let made else { return -ENOMEM }
    write(BusMessage(library: library, pointer: made))
    let code = library.send(nil, made, nil)
    _ = library.unref(made)
    return code < 0 ? code : 1
  }

  private func fail(_ call: OpaquePointer, _ name: String, _ sentence: String) -> Int32 {
    name.withCString { name in
      sentence.withCString { sentence in
        var error = sd_bus_error(name: name, message: sentence, _need_free: 0)
        let code = library.replyError(call, &error)
        return code < 0 ? code : 1
      }
    }
  }
}

/// sd-bus calls this on the thread that processes the bus.
private func handleCall(
  _ message: OpaquePointer?, _ this: UnsafeMutableRawPointer?,
  _ error: UnsafeMutablePointer<sd_bus_error>?
) -> Int32 {
  guard let message, let this else { return 0 }
  return Unmanaged<BusThread>.fromOpaque(this).takeUnretainedValue().call(message)
}
