import ArgumentParser
import CNTKit
import Foundation
import MediaKit
import TermKit

/// `cnt record`: takes from a microphone, a camera or the screen.
struct RecordCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Record sound, a camera or the screen.",
    subcommands: [Start.self, Devices.self, Recover.self], defaultSubcommand: Start.self)

  struct Folder: ParsableArguments {
    @Option(help: "Where recordings are; a folder of cnt's own where this is left out.")
    var folder: String?

    func path() throws -> String {
      try folder ?? Surroundings().paths.data + "/recordings"
    }
  }

  struct Devices: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print what can be recorded from.",
      discussion: "A line a device: how to name it, a tab, and what it calls itself.")

    func run() async throws {
      let devices = await DeviceFinder().devices()
      if devices.isEmpty {
        let sentence = "There is nothing to record from: no sound server, card, camera or screen."
        try? FileHandle.standardError.write(contentsOf: Data((sentence + "\n").utf8))
      }
      for device in devices {
        print("\(printable(Self.option(device.source)))\t\(printable(device.title))")
      }
    }

    private static func option(_ source: RecordingDevice.Source) -> String {
      switch source {
      case .audio(.pulse(let name)): "--source \(name ?? "default")"
      case .audio(.alsa(let name)): "--alsa \(name)"
      case .video(.camera(let path)): "--camera \(path)"
      case .video(.screen): "--screen"
      // Of tests; no machine has them.
      case .audio(.tone), .video(.pattern): ""
      }
    }
  }

  struct Recover: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Make recordings whole that a crash or a power cut ended.")

    @OptionGroup var place: Folder

    func run() async throws {
      try await reporting {
        let store = TakeStore(folder: try place.path())
        for take in await store.recover() {
          for path in take.paths { print(printable(path)) }
        }
        let left = store.unfinished()
        guard left.isEmpty else {
          throw Failure(
            sentence:
              "These are as they were, for a time when ffmpeg is installed and there is room: "
              + left.map(\.folder).joined(separator: ", "), code: .unavailable)
        }
      }
    }
  }

  struct Start: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Record until Ctrl-C, and print the files.",
      discussion:
        "On a terminal Space pauses and goes on, Enter or q ends it, and a line shows the level.")

    @Option(help: "A source of PulseAudio or PipeWire, as cnt record devices names it.")
    var source: String?

    @Option(help: "An ALSA device instead, such as plughw:0,0.")
    var alsa: String?

    @Option(help: "A camera, such as /dev/video0.")
    var camera: String?

    @Flag(help: "The screen (X11).")
    var screen = false

    @Flag(help: "No sound with a camera or the screen.")
    var mute = false

    @Option(help: "End after so many seconds.")
    var seconds: Double?

    @Option(help: "Seconds to count before it begins.")
    var countIn = 0

    @OptionGroup var place: Folder

    func validate() throws {
      guard [source != nil, alsa != nil, mute].count(where: { $0 }) <= 1 else {
        throw ValidationError("Say one of --source, --alsa and --mute.")
      }
      guard camera == nil || !screen else {
        throw ValidationError("Say one of --camera and --screen.")
      }
      guard !mute || camera != nil || screen else {
        throw ValidationError("--mute needs --camera or --screen.")
      }
      if let seconds, !(0.1...86_400).contains(seconds) {
        throw ValidationError("--seconds takes a number up to 86400.")
      }
      guard (0...60).contains(countIn) else {
        throw ValidationError("--count-in takes a number up to 60.")
      }
    }

    func run() async throws {
      try await reporting {
        do {
          for path in try await record() { print(printable(path)) }
        } catch let problem as RecorderProblem {
          throw Failure(sentence: problem.recovery, code: .unavailable)
        }
      }
    }

    private func plan() throws -> RecordingPlan {
      var plan = RecordingPlan(
        audio: mute ? nil : alsa.map(AudioSource.alsa) ?? .pulse(source))
      plan.video = camera.map { .camera(path: $0) }
      if screen {
        guard let display = ProcessInfo.processInfo.environment["DISPLAY"], !display.isEmpty else {
          throw Failure(
            sentence: "There is no X display: run this in a desktop session.", code: .unavailable)
        }
        plan.video = .screen(display: display)
      }
      return plan
    }

    private enum End {
      case asked
      case ended(RecorderProblem)
      case failed(RecorderProblem)
    }

    private func record() async throws -> [String] {
      let recorder = try Recorder(try plan(), folder: try place.path())
      let end = await end(of: recorder)
      if case .failed(let problem) = end {
        await recorder.discard()
        throw problem
      }
      let take = try await recorder.finish()
      guard !take.paths.isEmpty else {
        await recorder.discard()
        throw Failure(sentence: "Nothing was recorded.", code: .unavailable)
      }
      if case .ended(let problem) = end {
        for path in take.paths { print(printable(path)) }
        throw Failure(
          sentence: "The recording ended by itself; what came until then is kept. "
            + problem.recovery, code: .unavailable)
      }
      return take.paths
    }

    /// Records until something ends it; signals count from the first moment.
    private func end(of recorder: Recorder) async -> End {
      let (begins, begin) = AsyncStream.makeStream(of: Void.self)
      let (presses, press) = AsyncStream.makeStream(of: KeyPress.self)
      let isTerminal = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
      let keys = isTerminal ? LineKeys { press.yield($0) } : nil
      let line = RecordLine(isShown: isTerminal, rate: try? plan().sampleRate)
      defer {
        _ = keys?.close()
        line.close()
      }
      let (countIn, seconds) = (countIn, seconds)
      return await withTaskGroup(of: End?.self) { group in
        group.addTask {
          await Signals.first(of: [SIGINT, SIGTERM, SIGHUP])
          return .asked
        }
        group.addTask {
          do throws(RecorderProblem) {
            try await recorder.start()
            try await recorder.record(countIn: countIn)
            return nil
          } catch { return .failed(error) }
        }
        group.addTask {
          for await event in recorder.events {
            switch event {
            case .counting(let beats): line.say("\(beats)")
            case .recording:
              line.say(
                isTerminal
                  ? "Recording: Space pauses, Enter ends it." : "Recording: Ctrl-C ends it.")
              line.go()
              begin.yield()
            case .paused: line.pause()
            case .ended(let problem): return .ended(problem)
            }
          }
          return nil
        }
        group.addTask {
          for await level in recorder.levels { line.show(level, samples: recorder.samples) }
          return nil
        }
        group.addTask {
          for await key in presses {
            switch key.key {
            case .enter, .character("q"): return .asked
            case .character(" "):
              if line.isPaused {
                try? await recorder.record()
              } else {
                try? await recorder.pause()
              }
            default: break
            }
          }
          return nil
        }
        if let seconds {
          group.addTask {
            for await _ in begins { break }
            try? await Task.sleep(for: .seconds(seconds))
            return .asked
          }
        }
        defer { group.cancelAll() }
        for await end in group { if let end { return end } }
        return .asked
      }
    }
  }
}
