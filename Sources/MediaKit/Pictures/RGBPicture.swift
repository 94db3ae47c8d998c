/// A picture in memory, sRGB, three bytes a pixel, row by row from the top left.
public struct RGBPicture: Hashable, Sendable {
  public let size: PixelSize
  public let bytes: [UInt8]

  /// nil where the bytes are not as many as the size asks for.
  public init?(size: PixelSize, bytes: [UInt8]) {
    guard bytes.count == size.width * size.height * 3 else { return nil }
    self.size = size
    self.bytes = bytes
  }

  /// Reads a binary PPM with 8 bits a channel (netpbm's ppm(5)); nil for anything else, and for one
  /// that is larger than `most` in a direction.
  public init?(ppm: [UInt8], most: PixelSize) {
    var rest = ppm[...]
    guard rest.starts(with: "P6\n".utf8) else { return nil }
    rest = rest.dropFirst(3)
    var numbers: [Int] = []
    while numbers.count < 3 {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      guard (1...5).contains(digits.count),
        let number = Int(String(decoding: digits, as: UTF8.self))
      else { return nil }
      numbers.append(number)
      rest = rest.dropFirst(digits.count)
      // One byte of space ends a number, the last one too.
      guard let space = rest.popFirst(), space == 0x20 || space == 0x0a else { return nil }
    }
    guard numbers[2] == 255, (1...most.width).contains(numbers[0]),
      (1...most.height).contains(numbers[1])
    else { return nil }
    self.init(size: PixelSize(width: numbers[0], height: numbers[1]), bytes: Array(rest))
  }

  /// The middle of it, at most so large.
  public func cropped(to new: PixelSize) -> RGBPicture {
    let (width, height) = (min(size.width, new.width), min(size.height, new.height))
    guard width < size.width || height < size.height else { return self }
    let (left, top) = ((size.width - width) / 2, (size.height - height) / 2)
    var cut: [UInt8] = []
    cut.reserveCapacity(width * height * 3)
    for row in top..<top + height {
      let start = (row * size.width + left) * 3
      cut += bytes[start..<start + width * 3]
    }
    return RGBPicture(unchecked: PixelSize(width: width, height: height), cut)
  }

  private init(unchecked size: PixelSize, _ bytes: [UInt8]) {
    self.size = size
    self.bytes = bytes
  }
}
