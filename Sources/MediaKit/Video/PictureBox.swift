import Dispatch
import Synchronization

/// Where the player leaves its newest picture and whoever shows pictures finds it.
///
/// One picture at most waits here: a newer one takes its place. Made before there is a player, so
/// that the screen's thread need not wait for one.
public final class PictureBox: Sendable {
  /// What became of the pictures that were made.
  public struct Counts: Hashable, Sendable {
    /// Pictures of the film that were rendered.
    public var rendered = 0
    /// Of these, the ones that a newer one replaced before they were taken.
    public var replaced = 0
  }

  private struct State {
    var size = PixelSize.none
    /// Rises with every size that is asked for: one that comes back needs a picture again.
    var asked = 0
    var frame: PixelFrame?
    var counts = Counts()
    var wake: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)

  public init() {}

  /// `wake` is called on another thread whenever a picture was put here.
  public func connect(_ wake: @escaping @Sendable () -> Void) {
    state.withLock { $0.wake = wake }
  }

  /// The size that pictures are wanted in; ``PixelSize/none`` for none at all.
  public func setSize(_ size: PixelSize) {
    let isNew = state.withLock { state in
      guard state.size != size else { return false }
      state.size = size
      state.asked += 1
      state.frame = nil
      return true
    }
    if isNew { work.signal() }
  }

  /// The newest picture, once.
  public func take() -> PixelFrame? {
    state.withLock { state in
      defer { state.frame = nil }
      return state.frame
    }
  }

  public var counts: Counts { state.withLock(\.counts) }

  // The renderer's side.

  /// What is wanted, and the how manieth wish it is.
  var wish: (size: PixelSize, number: Int) { state.withLock { ($0.size, $0.asked) } }

  /// There may be something to render.
  func signal() { work.signal() }

  /// Waits for a signal; several are one.
  func waitForWork() {
    work.wait()
    while work.wait(timeout: .now()) == .success {}
  }

  /// Leaves a picture; one of a size that is not wanted any more is dropped.
  func put(_ frame: PixelFrame, isNew: Bool) {
    let wake = state.withLock { state -> (@Sendable () -> Void)? in
      if isNew { state.counts.rendered += 1 }
      guard frame.size == state.size else { return nil }
      if isNew, state.frame != nil { state.counts.replaced += 1 }
      state.frame = frame
      return state.wake
    }
    wake?()
  }
}
