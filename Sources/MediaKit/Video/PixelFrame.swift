/// Pixels across and down.
public struct PixelSize: Hashable, Sendable {
  public var width: Int
  public var height: Int

  public init(width: Int, height: Int) {
    self.width = max(0, width)
    self.height = max(0, height)
  }

  public static let none = PixelSize(width: 0, height: 0)

  public var isEmpty: Bool { width == 0 || height == 0 }
}

/// A picture in memory, sRGB.
public struct PixelFrame: Hashable, Sendable {
  public var size: PixelSize
  /// Row by row from the top left, `size.width * size.height` of them: 0xBBGGRR, the top byte 0.
  public var pixels: [UInt32]

  public init(size: PixelSize, pixels: [UInt32]) {
    precondition(pixels.count == size.width * size.height, "a pixel for every place")
    self.size = size
    self.pixels = pixels
  }

  /// The same picture in another size, every pixel the nearest of this one.
  public func scaled(to new: PixelSize) -> PixelFrame {
    guard !size.isEmpty else { return PixelFrame(size: new, filledWith: 0) }
    let columns = (0..<new.width).map { $0 * size.width / new.width }
    return PixelFrame(
      size: new,
      pixels: (0..<new.height).flatMap { row in
        let start = row * size.height / new.height * size.width
        return columns.map { pixels[start + $0] }
      })
  }

  /// One colour everywhere.
  public init(size: PixelSize, filledWith color: UInt32) {
    self.init(size: size, pixels: Array(repeating: color, count: size.width * size.height))
  }
}
