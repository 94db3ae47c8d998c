import MediaKit
import Synchronization
import TermKit

/// A picture that is ready to be shown, in one of the forms.
final class LoadedPicture: Sendable, Hashable {
  enum Content: Sendable {
    case symbols(SymbolPicture)
    case sixel(IndexedPicture)
    /// A PNG, and its size in pixels.
    case kitty([UInt8], PixelSize)
    case iterm([UInt8])
  }

  /// Tells pictures apart, in the terminal's memory too: kitty keeps them by number.
  let id: UInt32
  /// The cells that it takes.
  let cells: Size
  let content: Content

  /// Other programs in the same terminal number theirs from 1 on.
  private static let last = Atomic<UInt32>(0x0c4e_0000)

  init(_ content: Content, cells: Size) {
    id = Self.last.add(1, ordering: .relaxed).newValue
    self.content = content
    self.cells = cells
  }

  /// Bytes of memory, about.
  var cost: Int {
    switch content {
    case .symbols(let picture): picture.symbols.count * 16
    case .sixel(let picture): picture.size.width * picture.size.height
    case .kitty(let bytes, _), .iterm(let bytes): bytes.count
    }
  }

  static func == (a: LoadedPicture, b: LoadedPicture) -> Bool { a === b }
  func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

/// What came of a request.
enum PictureOutcome: Sendable {
  case loaded(LoadedPicture)
  /// A sentence that says why not.
  case failed(String)
  /// This machine lacks what these forms need; the sentence says what.
  case impossible(Set<PictureForm>, String)
}

/// What pictures need is not installed.
struct MissingPart: Error, Hashable {
  var forms: Set<PictureForm>
  var sentence: String
}

extension LoadedPicture {
  static var withoutLibrary: String {
    tr("Pictures made of characters need libchafa: sudo apt install libchafa0")
  }

  /// Decodes a file into what a request asks for.
  static func make(
    _ request: PictureRequest, path: String, decoder: PictureDecoder
  ) async throws -> LoadedPicture {
    let cell = cell(for: request)
    let room = PixelSize(
      width: min(request.box.columns * cell.width, 2048),
      height: min(request.box.rows * cell.height, 2048))
    switch request.form {
    case .symbols:
      let picture = try await decoder.pixels(of: path, fitting: room, filling: request.fills)
      let cells = cells(of: picture.size, cell, in: request.box)
      guard let symbols = SymbolPicture(picture, columns: cells.columns, rows: cells.rows) else {
        throw MissingPart(forms: [.symbols], sentence: Self.withoutLibrary)
      }
      return LoadedPicture(.symbols(symbols), cells: cells)
    case .sixel:
      let picture = try await decoder.pixels(of: path, fitting: room, filling: request.fills)
      // Whole cells: what is left of one would be black.
      let cells = Size(
        columns: max(1, picture.size.width / cell.width),
        rows: max(1, picture.size.height / cell.height))
      let cut = picture.cropped(
        to: PixelSize(width: cells.columns * cell.width, height: cells.rows * cell.height))
      return LoadedPicture(.sixel(IndexedPicture(diffusing: cut)), cells: cells)
    case .kitty:
      let (png, size) = try await decoder.png(of: path, fitting: room, filling: request.fills)
      return LoadedPicture(.kitty(png, size), cells: cells(of: size, cell, in: request.box))
    case .iterm:
      let (png, size) = try await decoder.png(of: path, fitting: room, filling: request.fills)
      return LoadedPicture(.iterm(png), cells: cells(of: size, cell, in: request.box))
    }
  }

  /// What characters can show is far less than the pixels of a cell.
  private static func cell(for request: PictureRequest) -> CellPixels {
    guard request.form == .symbols else { return request.cell }
    let shape = Double(request.cell.height) / Double(max(1, request.cell.width))
    return CellPixels(width: 8, height: max(8, min(32, Int((8 * shape).rounded()))))
  }

  private static func cells(of size: PixelSize, _ cell: CellPixels, in box: Size) -> Size {
    func count(_ pixels: Int, _ cell: Int, _ most: Int) -> Int {
      min(max(1, most), max(1, Int((Double(pixels) / Double(max(1, cell))).rounded())))
    }
    return Size(
      columns: count(size.width, cell.width, box.columns),
      rows: count(size.height, cell.height, box.rows))
  }
}
