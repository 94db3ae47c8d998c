import CMPV
import Foundation
import Glibc
import Synchronization

/// Renders films into memory on a thread of its own (`MPV_RENDER_API_TYPE_SW`), and puts the
/// pictures into a ``PictureBox`` at the moment when each is due.
final class PictureRenderer: Sendable {
  private let library: RenderLibrary
  private let box: PictureBox
  /// The address of libmpv's render context, which the thread frees at its end.
  private let context: UInt
  private let isClosing = Atomic(false)
  private let finished = DispatchSemaphore(value: 0)
  private static let keptSize = PixelSize(width: 240, height: 160)

  init(
    _ library: MPVLibrary, handle: MPVLibrary.Handle, box: PictureBox
  ) throws(PlayerError) {
    let render = try RenderLibrary(library)
    self.library = render
    self.box = box
    var context: OpaquePointer?
    var code: Int32 = 0
    let software = strdup(MPV_RENDER_API_TYPE_SW)
    defer { Glibc.free(software) }
    var parameters = [
      mpv_render_param(type: MPV_RENDER_PARAM_API_TYPE, data: software), mpv_render_param(),
    ]
    code = render.create(&context, handle, &parameters)
    guard code >= 0, let context else {
      throw PlayerError(
        .cannotStart(library.errorString(code).map { String(cString: $0) } ?? "no pictures"))
    }
    self.context = UInt(bitPattern: context)
    render.setUpdateCallback(
      context,
      { pointer in
        // One of libmpv's threads, under its locks: nothing but a signal may happen here.
        guard let pointer else { return }
        Unmanaged<PictureBox>.fromOpaque(pointer).takeUnretainedValue().signal()
      }, Unmanaged.passUnretained(box).toOpaque())
    let thread = Thread { [self] in loop() }
    thread.name = "pictures"
    thread.start()
  }

  /// Ends the thread and frees the context; must come before libmpv's handle is destroyed.
  func close() {
    guard !isClosing.exchange(true, ordering: .sequentiallyConsistent) else { return }
    box.signal()
    finished.wait()
  }

  private func loop() {
    let context = OpaquePointer(bitPattern: context)
    var surface = Surface()
    var lastWish = 0
    var hasPicture = false
    var first: PixelFrame?
    var unseen = 0
    while true {
      box.waitForWork()
      if isClosing.load(ordering: .sequentiallyConsistent) { break }
      let isNew = library.update(context) & UInt64(MPV_RENDER_UPDATE_FRAME.rawValue) != 0
      let (size, wish) = box.wish
      // Before the first picture there is nothing to draw again.
      guard isNew || hasPicture && wish != lastWish else { continue }
      hasPicture = true
      lastWish = wish
      if size.isEmpty {
        // The screen learns of a film by its first picture and makes room for it then; the second is
        // on its way already. So the first is kept in a size of our choice.
        unseen += 1
        first = nil
        if unseen == 1, surface.render(Self.keptSize, library, context) {
          first = surface.frame()
        } else {
          skip(context)
        }
        continue
      }
      if isNew, let first { box.put(first.scaled(to: size), isNew: true) }
      first = nil
      unseen = 0
      if surface.render(size, library, context) {
        box.put(surface.frame(), isNew: isNew)
      }
    }
    library.setUpdateCallback(context, nil, nil)
    library.free(context)
    finished.signal()
  }

  /// Nobody looks: the frame counts as shown, so that the film goes on.
  private func skip(_ context: OpaquePointer?) {
    var yes: Int32 = 1
    withUnsafeMutablePointer(to: &yes) { yes in
      var parameters = [
        mpv_render_param(type: MPV_RENDER_PARAM_SKIP_RENDERING, data: yes), mpv_render_param(),
      ]
      _ = library.render(context, &parameters)
    }
  }
}

/// Memory that libmpv renders into: rows that begin at multiples of 64 bytes, as it asks for.
private struct Surface: ~Copyable {
  private var size = PixelSize.none
  private var stride = 0
  private var memory: UnsafeMutableRawPointer?

  deinit { memory?.deallocate() }

  /// Renders the current picture; waits until it is due. False where libmpv refuses.
  mutating func render(
    _ wanted: PixelSize, _ library: RenderLibrary, _ context: OpaquePointer?
  ) -> Bool {
    if wanted != size {
      memory?.deallocate()
      size = wanted
      stride = (wanted.width * 4 + 63) / 64 * 64
      let bytes = stride * wanted.height
      memory = .allocate(byteCount: bytes, alignment: 64)
      memory?.initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
    }
    var extent = [Int32(size.width), Int32(size.height)]
    var format = Array("rgb0".utf8CString)
    var stride = stride
    return extent.withUnsafeMutableBytes { extent in
      format.withUnsafeMutableBytes { format in
        withUnsafeMutablePointer(to: &stride) { stride in
          var parameters = [
            mpv_render_param(type: MPV_RENDER_PARAM_SW_SIZE, data: extent.baseAddress),
            mpv_render_param(type: MPV_RENDER_PARAM_SW_FORMAT, data: format.baseAddress),
            mpv_render_param(type: MPV_RENDER_PARAM_SW_STRIDE, data: stride),
            mpv_render_param(type: MPV_RENDER_PARAM_SW_POINTER, data: memory), mpv_render_param(),
          ]
          return library.render(context, &parameters) >= 0
        }
      }
    }
  }

  /// A copy of the picture without the padding.
  func frame() -> PixelFrame {
    let (width, height) = (size.width, size.height)
    let pixels = [UInt32](unsafeUninitializedCapacity: width * height) { buffer, count in
      for row in 0..<height {
        for column in 0..<width {
          let value = memory?.load(
            fromByteOffset: row * stride + column * 4, as: UInt32.self)
          buffer.initializeElement(at: row * width + column, to: (value ?? 0) & 0xff_ffff)
        }
      }
      count = width * height
    }
    return PixelFrame(size: size, pixels: pixels)
  }
}
