import CVTerm

/// libvterm as the judge: what a terminal would show, and everything that it was made to do.
final class Emulator {
  struct Glyph: Hashable {
    var scalars: [UInt32]
    var width: Int
    var bold: Bool
    var underline: Bool
    var reverse: Bool
    var foreground: [UInt8]
    var background: [UInt8]
  }

  /// What only an interpreted text could have caused, in words.
  private(set) var deeds: [String] = []
  private(set) var cursor = (column: 0, row: 0)
  let columns: Int
  let rows: Int
  private let vterm: OpaquePointer
  private let screen: OpaquePointer
  private let state: OpaquePointer
  private let callbacks = UnsafeMutablePointer<VTermScreenCallbacks>.allocate(capacity: 1)
  private let fallbacks = UnsafeMutablePointer<VTermParserCallbacks>.allocate(capacity: 1)

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    vterm = vterm_new(Int32(rows), Int32(columns))
    vterm_set_utf8(vterm, 1)
    screen = vterm_obtain_screen(vterm)
    state = vterm_obtain_state(vterm)
    vterm_screen_enable_altscreen(screen, 1)
    callbacks.initialize(to: VTermScreenCallbacks())
    fallbacks.initialize(to: VTermParserCallbacks())
    listen()
    vterm_screen_reset(screen, 1)
  }

  deinit {
    vterm_free(vterm)
    callbacks.deallocate()
    fallbacks.deallocate()
  }

  private func listen() {
    let me = Unmanaged.passUnretained(self).toOpaque()
    callbacks.pointee.movecursor = { position, _, _, me in
      Emulator.at(me).cursor = (Int(position.col), Int(position.row))
      return 1
    }
    callbacks.pointee.settermprop = { property, _, me in
      // The app shows and hides its cursor itself.
      if property != VTERM_PROP_CURSORVISIBLE, property != VTERM_PROP_CURSORBLINK {
        Emulator.at(me).deeds.append("set property \(property.rawValue)")
      }
      return 1
    }
    callbacks.pointee.bell = { me in
      Emulator.at(me).deeds.append("rang the bell")
      return 1
    }
    callbacks.pointee.sb_pushline = { _, _, me in
      Emulator.at(me).deeds.append("scrolled")
      return 1
    }
    vterm_screen_set_callbacks(screen, callbacks, me)
    fallbacks.pointee.control = { byte, me in
      Emulator.at(me).deeds.append("got control \(byte)")
      return 1
    }
    fallbacks.pointee.csi = { _, _, _, _, final, me in
      Emulator.at(me).deeds.append("got an unknown CSI \(final)")
      return 1
    }
    fallbacks.pointee.osc = { _, _, me in
      Emulator.at(me).deeds.append("got an OSC")
      return 1
    }
    fallbacks.pointee.dcs = { _, _, me in
      Emulator.at(me).deeds.append("got a DCS")
      return 1
    }
    vterm_screen_set_unrecognised_fallbacks(screen, fallbacks, me)
    vterm_output_set_callback(
      vterm, { _, count, me in Emulator.at(me).deeds.append("answered \(count) bytes") }, me)
  }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> Emulator {
    guard let pointer else { preconditionFailure("libvterm lost its user data") }
    return Unmanaged<Emulator>.fromOpaque(pointer).takeUnretainedValue()
  }

  func feed(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      _ = vterm_input_write(
        vterm, raw.bindMemory(to: CChar.self).baseAddress, raw.count)
    }
  }

  func forgetDeeds() { deeds = [] }

  func glyph(column: Int, row: Int) -> Glyph {
    var cell = VTermScreenCell()
    vterm_screen_get_cell(screen, VTermPos(row: Int32(row), col: Int32(column)), &cell)
    let scalars = withUnsafeBytes(of: &cell.chars) { Array($0.bindMemory(to: UInt32.self)) }
      .prefix { $0 != 0 }
    vterm_screen_convert_color_to_rgb(screen, &cell.fg)
    vterm_screen_convert_color_to_rgb(screen, &cell.bg)
    return Glyph(
      scalars: scalars.isEmpty ? [0x20] : Array(scalars), width: Int(cell.width),
      bold: cell.attrs.bold != 0, underline: cell.attrs.underline != 0,
      reverse: cell.attrs.reverse != 0,
      foreground: [cell.fg.rgb.red, cell.fg.rgb.green, cell.fg.rgb.blue],
      background: [cell.bg.rgb.red, cell.bg.rgb.green, cell.bg.rgb.blue])
  }
}
