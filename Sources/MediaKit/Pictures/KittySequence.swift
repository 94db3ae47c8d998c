import Foundation

/// Commands of the kitty graphics protocol (https://sw.kovidgoyal.net/kitty/graphics-protocol). All ask
/// for no answer (`q=2`) and leave the cursor (`C=1`).
public enum KittySequence {
  /// What a command may carry, bytes of base64.
  static let chunkBytes = 4096

  /// Hands a PNG over; nothing is shown yet. A command each, to be sent one after the other with no
  /// other command of the protocol between them.
  public static func transmit(png: [UInt8], id: UInt32) -> [[UInt8]] {
    chunks(png, first: "a=t,f=100,i=\(id),q=2")
  }

  /// Shows a part (in pixels) of a picture over cells, at the cursor. On top of the text, because kitty
  /// 0.26 does not draw what is under text anew when cells change.
  public static func place(
    _ id: UInt32, placement: Int, part: SixelEncoder.Part, columns: Int, rows: Int
  ) -> [UInt8] {
    Array(
      ("\u{1b}_Ga=p,i=\(id),p=\(placement),x=\(part.left),y=\(part.top),w=\(part.width)"
        + ",h=\(part.height),c=\(columns),r=\(rows),C=1,q=2\u{1b}\\").utf8)
  }

  /// Takes a picture off the screen; the terminal keeps it.
  public static func hide(_ id: UInt32) -> [UInt8] {
    Array("\u{1b}_Ga=d,d=i,i=\(id),q=2\u{1b}\\".utf8)
  }

  /// Ends what was begun to be handed over; what came of it is no picture.
  public static let end = Array("\u{1b}_Gm=0,q=2;\u{1b}\\".utf8)

  /// Takes every picture off the screen and out of the terminal's memory.
  public static let deleteAll = Array("\u{1b}_Ga=d,d=A,q=2\u{1b}\\".utf8)

  /// Takes a picture off the screen and out of the terminal's memory.
  public static func delete(_ id: UInt32) -> [UInt8] {
    Array("\u{1b}_Ga=d,d=I,i=\(id),q=2\u{1b}\\".utf8)
  }

  /// Hands a picture of three bytes a pixel over, in place of what had the number; it is not shown until
  /// it is placed.
  public static func transmit(rgb: [UInt8], size: PixelSize, id: UInt32) -> [UInt8] {
    Array(chunks(rgb, first: "a=t,f=24,s=\(size.width),v=\(size.height),i=\(id),q=2").joined())
  }

  /// The same with the pixels in shared memory of this name, which the terminal removes.
  public static func transmit(sharedMemory name: String, size: PixelSize, id: UInt32) -> [UInt8] {
    let name = Data(name.utf8).base64EncodedString()
    return Array(
      ("\u{1b}_Ga=t,f=24,s=\(size.width),v=\(size.height),i=\(id),q=2,t=s;\(name)\u{1b}\\").utf8)
  }

  private static func chunks(_ bytes: [UInt8], first: String) -> [[UInt8]] {
    let text = Data(bytes).base64EncodedData()
    var result: [[UInt8]] = []
    var start = 0
    repeat {
      let end = min(text.count, start + chunkBytes)
      var chunk = Array("\u{1b}_G".utf8)
      if start == 0 { chunk += Array((first + ",").utf8) }
      chunk += Array("m=\(end < text.count ? 1 : 0);".utf8)
      chunk += text[start..<end]
      chunk += [0x1b, UInt8(ascii: "\\")]
      result.append(chunk)
      start = end
    } while start < text.count
    return result
  }
}

/// A picture inside OSC 1337 (https://iterm2.com/documentation-images.html).
public enum ITermSequence {
  /// Shows a PNG over cells, at the cursor.
  public static func show(png: [UInt8], columns: Int, rows: Int) -> [UInt8] {
    let head =
      "\u{1b}]1337;File=inline=1;size=\(png.count);width=\(columns);height=\(rows)"
      + ";preserveAspectRatio=0;doNotMoveCursor=1:"
    return Array(head.utf8) + Data(png).base64EncodedData() + [0x07]
  }
}
