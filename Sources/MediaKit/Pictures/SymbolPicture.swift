import CChafa

/// A picture made of block characters, by libchafa.
public struct SymbolPicture: Hashable, Sendable {
  /// One character with its colours, 0xRRGGBB; nil where a colour is the terminal's own.
  public struct Symbol: Hashable, Sendable {
    public var character: Unicode.Scalar
    public var foreground: UInt32?
    public var background: UInt32?
  }

  public let columns: Int
  public let rows: Int
  /// Row by row from the top left.
  public let symbols: [Symbol]

  /// Whether this machine has the library.
  public static var isPossible: Bool { ChafaLibrary.shared != nil }

  /// nil where the library is missing. Takes some milliseconds.
  public init?(_ picture: RGBPicture, columns: Int, rows: Int) {
    self.init(picture, columns: columns, rows: rows, library: ChafaLibrary.shared)
  }

  init?(_ picture: RGBPicture, columns: Int, rows: Int, library: ChafaLibrary?) {
    guard let library, columns > 0, rows > 0, !picture.size.isEmpty,
      let map = library.newSymbols()
    else { return nil }
    defer { library.freeSymbols(map) }
    // Blocks only: every font has them, and all are one column wide.
    let tags = [
      CNT_CHAFA_SPACE, CNT_CHAFA_SOLID, CNT_CHAFA_BLOCK, CNT_CHAFA_QUAD, CNT_CHAFA_HHALF,
      CNT_CHAFA_VHALF,
    ]
    for tag in tags { library.addSymbols(map, tag.rawValue) }
    guard let config = library.newConfig() else { return nil }
    defer { library.freeConfig(config) }
    library.setGeometry(config, Int32(columns), Int32(rows))
    library.setMode(config, UInt32(CNT_CHAFA_MODE_TRUECOLOR))
    library.setSymbols(config, map)
    library.setWork(config, 0.5)
    guard let canvas = library.newCanvas(config) else { return nil }
    defer { library.freeCanvas(canvas) }
    picture.bytes.withUnsafeBufferPointer {
      library.draw(
        canvas, UInt32(CNT_CHAFA_PIXEL_RGB8), $0.baseAddress, Int32(picture.size.width),
        Int32(picture.size.height), Int32(picture.size.width * 3))
    }
    self.columns = columns
    self.rows = rows
    symbols = (0..<columns * rows).map { index in
      let (column, row) = (Int32(index % columns), Int32(index / columns))
      var (foreground, background): (Int32, Int32) = (-1, -1)
      library.colors(canvas, column, row, &foreground, &background)
      return Symbol(
        character: Self.block(library.character(canvas, column, row)),
        foreground: foreground < 0 ? nil : UInt32(foreground) & 0xff_ffff,
        background: background < 0 ? nil : UInt32(background) & 0xff_ffff)
    }
  }

  /// Nothing but a space or a block element comes out, whatever the library says.
  private static func block(_ value: UInt32) -> Unicode.Scalar {
    guard (0x2580...0x259f).contains(value), let scalar = Unicode.Scalar(value) else { return " " }
    return scalar
  }
}
