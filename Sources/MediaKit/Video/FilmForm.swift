/// How the pictures of a film come to the terminal, and what the renderer's thread makes of each.
public enum FilmForm: Hashable, Sendable {
  /// Half-block cells: pixels, from which the screen's thread takes what changed.
  case cells
  /// Sixel, in parts that are sent one by one; each pixel becomes `scale` by `scale`.
  case sixel(scale: Int, parts: [SixelEncoder.Part])
  /// kitty's protocol: through shared memory, or in the stream.
  case kitty(shared: Bool)
}

/// A picture of a film, ready for the terminal.
public struct FilmPicture: Sendable {
  public enum Content: Sendable {
    case cells(PixelFrame)
    /// Sixel of each part.
    case sixel([[UInt8]])
    case kittyShared(SharedPicture)
    /// Three bytes a pixel.
    case kitty([UInt8])
  }

  /// Pixels of what was rendered.
  public let size: PixelSize
  public let form: FilmForm
  public let content: Content

  /// Takes some milliseconds for anything but cells. nil where there is no shared memory.
  init?(_ frame: PixelFrame, as form: FilmForm) {
    size = frame.size
    self.form = form
    switch form {
    case .cells: content = .cells(frame)
    case .sixel(let scale, let parts):
      let picture = IndexedPicture(ordering: frame, scale: scale)
      content = .sixel(parts.map { SixelEncoder.encode(picture, $0) })
    case .kitty(let isShared):
      let bytes = Self.bytes(frame)
      guard isShared else {
        content = .kitty(bytes)
        return
      }
      guard let shared = SharedPicture(bytes) else { return nil }
      content = .kittyShared(shared)
    }
  }

  private static func bytes(_ frame: PixelFrame) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: frame.pixels.count * 3) { out, count in
      for pixel in frame.pixels {
        out.initializeElement(at: count, to: UInt8(truncatingIfNeeded: pixel))
        out.initializeElement(at: count + 1, to: UInt8(truncatingIfNeeded: pixel >> 8))
        out.initializeElement(at: count + 2, to: UInt8(truncatingIfNeeded: pixel >> 16))
        count += 3
      }
    }
  }
}
