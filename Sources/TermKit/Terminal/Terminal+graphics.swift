import CNcurses
import Glibc

extension Terminal {
  /// How long answers may take.
  static let replyTime = Duration.seconds(5)

  /// The pixels of a cell, as the kernel knows them from the terminal (tty_ioctl(4), TIOCGWINSZ).
  static var cellPixels: CellPixels? {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
      window.ws_row > 0
    else { return nil }
    let cell = CellPixels(
      width: Int(window.ws_xpixel) / Int(window.ws_col),
      height: Int(window.ws_ypixel) / Int(window.ws_row))
    return cell.isPlausible ? cell : nil
  }
}
