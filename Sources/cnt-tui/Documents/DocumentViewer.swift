import Foundation
import Subprocess
import SystemPackage

/// The desktop's own program for a file.
enum DocumentViewer {
  /// Opens a file outside the terminal and waits for what was started; what is wrong is returned as a
  /// sentence. The program may take what it needs, for as long as somebody reads.
  static func open(
    _ path: String, environment: [String: String] = ProcessInfo.processInfo.environment
  ) async -> String? {
    guard ["WAYLAND_DISPLAY", "DISPLAY"].contains(where: { environment[$0]?.isEmpty == false })
    else { return tr("There is no display to open a window on. The file is \(path)") }
    let programs = (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/xdg-open" }
    guard let program = programs.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      return tr("The program xdg-open is not installed (xdg-utils). The file is \(path)")
    }
    var options = PlatformOptions()
    // The window does not close with the terminal.
    options.createSession = true
    let result = try? await Subprocess.run(
      .path(FilePath(program)), arguments: Arguments([path]), platformOptions: options,
      input: .none, output: .discarded, error: .discarded)
    return result?.terminationStatus.isSuccess == true
      ? nil : tr("No program of this desktop opens it. The file is \(path)")
  }
}
