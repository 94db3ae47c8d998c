import Foundation
import MediaKit

extension Doctor {
  /// What is used of the machine: libmpv, sound, ffmpeg, libchafa.
  func machine() -> [Finding] {
    [player(), sound(), ffmpeg(), pictures()]
  }

  /// Starts libmpv without sound and ends it.
  private func player() -> Finding {
    do {
      try Player(PlayerOptions(audioOutput: "null")).close()
      return .ok("libmpv", "works")
    } catch {
      return .bad("libmpv", "cannot be used", error.recovery)
    }
  }

  private func sound() -> Finding {
    let settings = try? Settings.load(folder: paths.config)
    let chosen = [environment["CNT_AUDIO_OUTPUT"], settings?.audioOutput].compactMap { $0 }
      .first { !$0.isEmpty }
    if let chosen {
      return chosen == "null"
        ? .warn("sound", "output null", "Nothing is heard: unset CNT_AUDIO_OUTPUT or audio_output.")
        : .ok("sound", "output \(chosen), as set")
    }
    let runtime = environment["XDG_RUNTIME_DIR"] ?? "/run/user/\(getuid())"
    let servers = [
      (runtime + "/pipewire-0", "PipeWire"), (runtime + "/pulse/native", "PulseAudio"),
    ]
    if let server = servers.first(where: { access($0.0, F_OK) == 0 }) {
      return .ok("sound", server.1)
    }
    let devices = (try? FileManager.default.contentsOfDirectory(atPath: "/dev/snd")) ?? []
    if devices.contains(where: { $0.hasPrefix("pcm") }) { return .ok("sound", "ALSA") }
    return .warn(
      "sound", "no device found",
      "Check the sound of this machine; CNT_AUDIO_OUTPUT=null plays without any.")
  }

  private func pictures() -> Finding {
    SymbolPicture.isPossible
      ? .ok("libchafa", "works")
      : .warn(
        "libchafa", "not installed",
        "Pictures need it where the terminal shows characters only: sudo apt install libchafa0")
  }

  private func ffmpeg() -> Finding {
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      let path = "\(folder)/ffmpeg"
      if access(path, X_OK) == 0 { return .ok("ffmpeg", path) }
    }
    return .warn(
      "ffmpeg", "not installed", "Recording, pictures and the demo need it: sudo apt install ffmpeg"
    )
  }
}
