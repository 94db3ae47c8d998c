import CSDBus
import Foundation
import Synchronization

/// Tells the desktop something while one looks elsewhere ("Desktop Notifications Specification",
/// version 1.2), through whatever daemon shows such things on the session bus.
///
/// Opens libsystemd and the bus with the first notice. Every call waits for the bus on a queue of its
/// own, never on the caller's.
public final class DesktopNotifier: Sendable {
  private struct State {
    var library: BusLibrary?
    var isLooked = false
    var bus: UInt = 0
    /// What replaces what: one notice for each subject.
    var shown: [String: UInt32] = [:]
  }

  private let identity: String
  private let state = Mutex(State())
  private let queue = DispatchQueue(label: "bus.notices")

  /// Microseconds that the daemon may take.
  private static let patience: UInt64 = 2_000_000
  /// Subjects that are remembered.
  private static let mostSubjects = 50

  public init(identity: String) { self.identity = identity }

  deinit { close() }

  /// Shows a notice in place of the last one on the same `subject`. False where nobody shows it.
  public func show(summary: String, body: String, subject: String) async -> Bool {
    await withCheckedContinuation { done in
      queue.async { [self] in
        done.resume(returning: show(summary, body, subject))
      }
    }
  }

  public func close() {
    state.withLock { state in
      guard let bus = OpaquePointer(bitPattern: state.bus) else { return }
      _ = state.library?.flushCloseUnref(bus)
      state.bus = 0
    }
  }

  private func show(_ summary: String, _ body: String, _ subject: String) -> Bool {
    // Only this queue works with the bus; the lock keeps `close` from coming between.
    state.withLock { state in
      if !state.isLooked {
        state.library = BusLibrary()
        state.isLooked = true
      }
      guard let library = state.library else { return false }
      if state.bus == 0 {
        var opened: OpaquePointer?
        guard library.openUser(&opened) >= 0, let opened else { return false }
        state.bus = UInt(bitPattern: opened)
      }
      guard let bus = OpaquePointer(bitPattern: state.bus) else { return false }
      let values = Self.arguments(
        identity: identity, replaces: state.shown[subject] ?? 0, summary: summary, body: body)
      guard let id = Self.call(library, bus, values) else {
        // A bus that went away is opened anew the next time.
        _ = library.flushCloseUnref(bus)
        state.bus = 0
        return false
      }
      if state.shown.count >= Self.mostSubjects { state.shown = [:] }
      state.shown[subject] = id
      return true
    }
  }

  /// What `Notify` is called with.
  static func arguments(
    identity: String, replaces: UInt32, summary: String, body: String
  ) -> [BusValue] {
    [
      .string(identity.forBus), .uint32(replaces), .string(""), .string(summary.forBus),
      .string(body.forBus.withoutMarkup), .strings([]),
      .dictionary(BusValue.members(["desktop-entry": .string(identity.forBus)])), .int32(-1),
    ]
  }

  private static func call(
    _ library: BusLibrary, _ bus: OpaquePointer, _ values: [BusValue]
  ) -> UInt32? {
    let name = "org.freedesktop.Notifications"
    var made: OpaquePointer?
    guard
      library.newCall(bus, &made, name, "/org/freedesktop/Notifications", name, "Notify") >= 0,
      let made
    else { return nil }
    defer { _ = library.unref(made) }
    let message = BusMessage(library: library, pointer: made)
    for value in values { message.append(value) }
    var reply: OpaquePointer?
    guard library.call(bus, made, patience, nil, &reply) >= 0, let reply else { return nil }
    defer { _ = library.unref(reply) }
    return BusMessage(library: library, pointer: reply).readUInt32()
  }
}

extension String {
  /// As text in a body that may be read as markup: nothing in it is a tag or an entity.
  var withoutMarkup: String {
    replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
