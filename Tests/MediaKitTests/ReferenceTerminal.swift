import CVTerm

@testable import MediaKit

/// libvterm as the judge of what bytes make a terminal show.
final class ReferenceTerminal {
  private let vterm: OpaquePointer
  private let screen: OpaquePointer
  let columns: Int
  let rows: Int

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    vterm = vterm_new(Int32(rows), Int32(columns))
    vterm_set_utf8(vterm, 1)
    screen = vterm_obtain_screen(vterm)
    vterm_screen_reset(screen, 1)
  }

  deinit { vterm_free(vterm) }

  func feed(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { bytes in
      _ = vterm_input_write(
        vterm, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count)
    }
  }

  /// The colours, 0xBBGGRR, of the upper and the lower half of a cell; nil for any other text.
  func halves(column: Int, row: Int) -> (top: UInt32, bottom: UInt32)? {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    let (foreground, background) = (color(&cell.fg), color(&cell.bg))
    switch cell.chars.0 {
    case 0, 0x20: return (background, background)
    case 0x2580: return (foreground, background)
    case 0x2584: return (background, foreground)
    case 0x2588: return (foreground, foreground)
    default: return nil
    }
  }

  /// The first scalar in a cell; 0 where there is none.
  func scalar(column: Int, row: Int) -> UInt32 {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    return cell.chars.0
  }

  private func color(_ color: inout VTermColor) -> UInt32 {
    // Its own palette is not xterm's: what counts is the entry.
    if color.type & 1 != 0 { return XtermPalette.color(color.indexed.idx) }
    vterm_screen_convert_color_to_rgb(screen, &color)
    return UInt32(color.rgb.blue) << 16 | UInt32(color.rgb.green) << 8 | UInt32(color.rgb.red)
  }
}
