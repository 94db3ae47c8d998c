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
    var form = FilmForm.cells
    var picture: FilmPicture?
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

  /// The size that pictures are wanted in, as pixels; ``PixelSize/none`` for none at all.
  public func setSize(_ size: PixelSize) { setWish(size, .cells) }

  /// The size that pictures are wanted in, and as what.
  public func setWish(_ size: PixelSize, _ form: FilmForm) {
    let isNew = state.withLock { state in
      guard state.size != size || state.form != form else { return false }
      state.size = size
      state.form = form
      state.asked += 1
      state.picture = nil
      return true
    }
    if isNew { work.signal() }
  }

  /// The picture is wanted once more although it is the same: the terminal lost it.
  public func renew() {
    state.withLock { state in
      state.asked += 1
      state.picture = nil
    }
    work.signal()
  }

  /// The newest picture, once, where pixels are wanted.
  public func take() -> PixelFrame? {
    if case .cells(let frame)? = takePicture()?.content { frame } else { nil }
  }

  /// The newest picture, once.
  public func takePicture() -> FilmPicture? {
    state.withLock { state in
      defer { state.picture = nil }
      return state.picture
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

  /// Leaves a picture; one that is not wanted any more is dropped. What it takes to make it ready for the
  /// terminal is done here, on the renderer's thread.
  package func put(_ frame: PixelFrame, isNew: Bool) {
    let form = state.withLock { state -> FilmForm? in
      if isNew { state.counts.rendered += 1 }
      return frame.size == state.size ? state.form : nil
    }
    guard let form, let picture = FilmPicture(frame, as: form) else { return }
    let wake = state.withLock { state -> (@Sendable () -> Void)? in
      guard picture.size == state.size, picture.form == state.form else { return nil }
      if isNew, state.picture != nil { state.counts.replaced += 1 }
      state.picture = picture
      return state.wake
    }
    wake?()
  }
}
