import Foundation

/// Why nothing is recorded, or not any more.
public struct RecorderProblem: Error, Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    /// ffmpeg is not installed, or cannot do this.
    case noProgram
    case programTooSmall(format: String)
    case noSoundServer
    case noSuchDevice(String)
    case deviceBusy(String)
    case notAllowed(String)
    /// Nothing came from the device.
    case silent(String)
    /// The program ended by itself; its last words, not sanitised.
    case ended(String)
    case diskNearlyFull
    case cannotWrite(String)
    case impossible(String)
    /// Asked for in a state in which it makes no sense.
    case outOfTurn
  }

  public var reason: Reason

  public init(_ reason: Reason) { self.reason = reason }

  /// The sentence that says what to do. Names of devices in it are not sanitised.
  public var recovery: String {
    switch reason {
    case .noProgram: "Recording needs the program ffmpeg: sudo apt install ffmpeg."
    case .programTooSmall(let format):
      "This ffmpeg cannot record from \(format): install Debian's, sudo apt install ffmpeg."
    case .noSoundServer:
      "No sound server answers: start PipeWire or PulseAudio (sudo apt install pipewire-pulse), or"
        + " choose an ALSA device."
    case .noSuchDevice(let name):
      "The device \(name) is not there: connect it, or choose another one."
    case .deviceBusy(let name): "The device \(name) is used by another program: close that one."
    case .notAllowed(let name):
      "The device \(name) may not be used: join the groups audio and video (sudo usermod -aG"
        + " audio,video $USER) and log in again."
    case .silent(let name): "Nothing comes from \(name): see that it is on, or choose another one."
    case .ended(let words):
      "The recording ended by itself (\(ToolProblem.lastLine(of: words))): what was recorded until"
        + " then is kept."
    case .diskNearlyFull:
      "The disk is nearly full: the recording ended, and what was recorded is kept. Make room first."
    case .cannotWrite(let why): "The recording cannot be written (\(why)): check the disk."
    case .impossible(let what): "That cannot be recorded (\(what)): choose something else."
    case .outOfTurn: "That is not possible now: start, finish or discard the recording first."
    }
  }

  /// What ffmpeg's words mean (libavdevice's messages, and strerror's behind them).
  init(words: String, plan: RecordingPlan) {
    let name = plan.deviceName
    let says = { (part: String) in words.localizedCaseInsensitiveContains(part) }
    let reason: Reason =
      if says("Unknown input format") {
        .programTooSmall(format: plan.formatName)
      } else if plan.isOfSoundServer, says("No such process"), plan.isNamedWell {
        // libavdevice hands on libpulse's numbers as if they were errno's: 3, "invalid", is what there
        // is without a server.
        .noSoundServer
      } else if plan.isOfSoundServer, says("No such device or address") || says("refused") {
        .noSoundServer
      } else if says("busy") {
        .deviceBusy(name)
      } else if says("Permission denied") || says("Access denied") {
        .notAllowed(name)
      } else if says("No space left") {
        .diskNearlyFull
      } else if says("No such") || says("cannot open") || says("\(name): ") {
        // How ffmpeg begins what it says of an input.
        .noSuchDevice(name)
      } else {
        .ended(words)
      }
    self.init(reason)
  }
}

extension RecordingPlan {
  /// For sentences.
  var deviceName: String {
    switch (video, audio) {
    case (.camera(let path)?, _): path
    case (.screen(let display)?, _): display
    case (_, .pulse(let name)?): name ?? "default"
    case (_, .alsa(let name)?): name
    default: "test"
    }
  }

  fileprivate var isOfSoundServer: Bool {
    if case .pulse = audio { video == nil } else { false }
  }

  /// The letters that PulseAudio's names have; others are "invalid", too.
  fileprivate var isNamedWell: Bool {
    guard case .pulse(let name?) = audio else { return true }
    return name.wholeMatch(of: /[A-Za-z0-9._@:-]+/) != nil
  }

  fileprivate var formatName: String {
    switch (video, audio) {
    case (.camera?, _): "cameras"
    case (.screen?, _): "screens"
    case (_, .alsa?): "ALSA"
    default: "PulseAudio"
    }
  }
}
