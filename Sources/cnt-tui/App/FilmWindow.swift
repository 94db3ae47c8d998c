import Foundation
import MediaKit
import Subprocess

/// A film in a window of the `mpv` program, for where there is a display.
struct FilmWindow: Sendable {
  private let arguments: [String]

  /// Fails with a sentence where no window can be opened.
  init(
    _ source: MediaSource, at seconds: Double, title: String,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws {
    guard ["WAYLAND_DISPLAY", "DISPLAY"].contains(where: { environment[$0]?.isEmpty == false })
    else {
      throw Failure(
        sentence: tr("There is no display to open a window on: watch here, with v."))
    }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    guard
      folders.contains(where: { FileManager.default.isExecutableFile(atPath: $0 + "/mpv") })
    else {
      throw Failure(
        sentence: tr("The program mpv is not installed: run “sudo apt install mpv”, or watch here.")
      )
    }
    arguments = source.windowArguments(startAt: seconds, title: title)
  }

  /// Shows the film until the window is closed; what went wrong is returned as a sentence.
  func run() async -> String? {
    var options = PlatformOptions()
    // The window does not close with the terminal.
    options.createSession = true
    let result = try? await Subprocess.run(
      .name("mpv"), arguments: Arguments(arguments), platformOptions: options, input: .none,
      output: .discarded, error: .discarded)
    return result?.terminationStatus.isSuccess == true
      ? nil : tr("mpv could not show the film in a window: watch here, with v.")
  }
}
