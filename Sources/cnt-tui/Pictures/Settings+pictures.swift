import Foundation
import MediaKit
import TermKit

extension Settings {
  /// Whether it matters what the terminal can show besides characters.
  var asksGraphics: Bool {
    !plain && pictures != .off && pictures != .symbols && colorDepth != ColorDepth.none
      && colorDepth != .palette16
  }

  /// Three bytes in shared memory, for the question whether the terminal sees it. To be held until the
  /// terminal is given back.
  var graphicsProbe: SharedPicture? { asksGraphics && !isRemote ? SharedPicture([0, 0, 0]) : nil }

  /// Whether the terminal is at the other end of a line (sshd(8), ENVIRONMENT).
  var isRemote: Bool {
    ProcessInfo.processInfo.environment["SSH_CONNECTION"]?.isEmpty == false
  }

  func terminalOptions(probe: SharedPicture?) -> TerminalOptions {
    TerminalOptions(
      colorDepth: colorDepth, mouse: mouse, asksGraphics: asksGraphics, sharedMemory: probe?.name)
  }
}
