import MediaKit
import SyncEngine
import TermKit

/// A recording while its box is open.
struct RecorderState: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case sound, camera, screen }

  enum Phase: Sendable, Hashable {
    /// Looking for devices.
    case looking
    /// A device is being opened.
    case opening
    /// Levels come, nothing is kept.
    case ready
    case counting(Int)
    case recording
    case paused
    /// It was told to begin, to pause or to go on, and did not say yet that it does.
    case turning
    case saving
    /// Nothing can be recorded; the reason is in `problem`.
    case stopped
  }

  /// What is heard at this moment.
  struct Level: Sendable, Hashable {
    /// dB of full scale, of each channel.
    var peak: [Double]
    var rms: [Double]
    /// The loudest of late, dB.
    var held: Double
    var isClipped: Bool
  }

  var kind: Kind
  var phase = Phase.looking
  /// Those that fit the kind.
  var devices: [RecordingDevice] = []
  var device = 0
  /// Whether four beats come before it begins.
  var countsIn = false
  /// Recorded so far.
  var seconds = 0.0
  var level: Level?
  var problem: String?
  /// Whether the person was asked if it is to go.
  var asksToDiscard = false

  var title: String? { devices.indices.contains(device) ? devices[device].title : nil }

  /// Whether something was recorded that would be lost.
  var holdsSomething: Bool {
    switch phase {
    case .recording, .paused, .counting, .turning: seconds > 0.2
    default: false
    }
  }

  /// What is recorded from the device that is chosen; nil where there is none.
  var plan: RecordingPlan? {
    guard devices.indices.contains(device) else { return nil }
    switch devices[device].source {
    case .audio(let source): return RecordingPlan(audio: source)
    case .video(let source): return RecordingPlan(audio: .pulse(nil), video: source)
    }
  }
}

/// What is asked of the recorder.
enum RecorderRequest: Sendable, Hashable {
  case look(RecorderState.Kind)
  case open(RecordingPlan)
  case record(countIn: Int)
  case pause
  case finish
  case discard
}

/// What it tells.
enum RecorderNews: Sendable {
  case devices([RecordingDevice])
  case ready
  case event(RecorderEvent)
  case level(RecorderState.Level?, seconds: Double)
  case failed(String)
  /// The recording is on the disk; nil where nothing was recorded.
  case saved(TakeFile?)
}

extension Updater {
  /// Opens the box and looks for devices.
  func openRecorder(_ state: inout AppState, _ kind: RecorderState.Kind) -> [Effect] {
    state.overlay = .recorder(RecorderState(kind: kind))
    // What plays would be recorded with the rest.
    let pause: [Effect] =
      state.player.current != nil && !state.player.isPaused ? run(&state, .playPause) : []
    return pause + [.recorder(.look(kind))]
  }

  func recorder(
    _ state: inout AppState, _ box: inout RecorderState, _ key: KeyPress
  ) -> [Effect] {
    defer { if case .recorder? = state.overlay { state.overlay = .recorder(box) } }
    if box.asksToDiscard {
      box.asksToDiscard = false
      guard key.key == .character("y") || key.key == .character("Y") else { return [] }
      state.overlay = nil
      state.say(tr("Nothing was kept"))
      return [.recorder(.discard)]
    }
    switch key.key {
    case .escape:
      if box.holdsSomething {
        box.asksToDiscard = true
        return []
      }
      guard box.phase != .saving else { return [] }
      state.overlay = nil
      return [.recorder(.discard)]
    case .character(" "): return startOrPause(&box)
    case .enter:
      switch box.phase {
      case .recording, .paused:
        box.phase = .saving
        return [.recorder(.finish)]
      case .ready: return startOrPause(&box)
      default: return []
      }
    case .left, .up: return choose(&box, by: -1)
    case .right, .down, .tab: return choose(&box, by: 1)
    case .character("c"):
      box.countsIn.toggle()
      return []
    case .character("r") where box.phase == .stopped:
      box = RecorderState(kind: box.kind)
      return [.recorder(.look(box.kind))]
    default: return []
    }
  }

  private func startOrPause(_ box: inout RecorderState) -> [Effect] {
    switch box.phase {
    case .ready, .paused:
      box.phase = .turning
      return [.recorder(.record(countIn: box.countsIn ? 4 : 0))]
    case .recording:
      box.phase = .turning
      return [.recorder(.pause)]
    default: return []
    }
  }

  /// Another device, as long as nothing was recorded.
  private func choose(_ box: inout RecorderState, by delta: Int) -> [Effect] {
    guard [.ready, .stopped].contains(box.phase), box.devices.count > 1 else { return [] }
    box.device = (box.device + delta + box.devices.count) % box.devices.count
    return open(&box)
  }

  private func open(_ box: inout RecorderState) -> [Effect] {
    guard let plan = box.plan else { return [] }
    (box.phase, box.problem, box.level, box.seconds) = (.opening, nil, nil, 0)
    return [.recorder(.open(plan))]
  }

  func receive(_ state: inout AppState, _ news: RecorderNews) -> [Effect] {
    if case .saved(let take) = news { return receive(&state, saved: take) }
    guard case .recorder(var box)? = state.overlay else { return [] }
    defer { if case .recorder? = state.overlay { state.overlay = .recorder(box) } }
    switch news {
    case .devices(let devices):
      box.devices = devices
      box.device = devices.firstIndex(where: \.isDefault) ?? 0
      guard !devices.isEmpty else {
        box.phase = .stopped
        box.problem = Self.nothingFound(box.kind)
        return []
      }
      return open(&box)
    case .ready: box.phase = .ready
    case .event(.counting(let beat)): box.phase = .counting(beat)
    case .event(.recording): box.phase = .recording
    case .event(.paused): box.phase = .paused
    case .event(.ended(let problem)):
      // What came until then is kept.
      box.problem = recognised(problem.recovery)
      box.phase = .saving
      return [.recorder(.finish)]
    case .level(let level, let seconds):
      box.level = level
      box.seconds = seconds
    case .failed(let sentence):
      box.phase = .stopped
      box.problem = sentence
      box.level = nil
    case .saved: break
    }
    return []
  }

  private static func nothingFound(_ kind: RecorderState.Kind) -> String {
    switch kind {
    case .sound: tr("There is no microphone: plug one in, or start the sound server, and press r.")
    case .camera: tr("There is no camera: plug one in and press r.")
    case .screen: tr("There is no X display here: the screen cannot be recorded.")
    }
  }

  /// Asks for its title at once: few record what they do not want to publish.
  private func receive(_ state: inout AppState, saved take: TakeFile?) -> [Effect] {
    var problem: String?
    if case .recorder(let box)? = state.overlay {
      problem = box.problem
      state.overlay = nil
    }
    guard let take else {
      state.say(problem ?? tr("Nothing was recorded"), problem == nil ? .info : .error)
      return [.loadTakes]
    }
    if let problem {
      state.say(tr("\(problem) What came until then is kept under Create, Recordings."), .error)
      return [.loadTakes]
    }
    if state.overlay == nil, state.account != nil {
      state.overlay = .form(PublishForm.form(.podcast, take: take))
      state.say(tr("The recording is kept; Esc leaves it under Create, Recordings"), .success)
    }
    return [.loadTakes]
  }
}
