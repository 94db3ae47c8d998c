import Foundation
import Testing

@testable import MediaKit
@testable import cnt_tui

/// The box of a recording, driven by keys and by what the recorder tells.
struct RecorderTests {
  private let devices = [
    RecordingDevice(source: .audio(.pulse("mic")), title: "Desk microphone", isDefault: true),
    RecordingDevice(source: .audio(.pulse("hall.monitor")), title: "Monitor of Hall"),
  ]

  private func open(_ devices: [RecordingDevice]? = nil) -> AppHarness {
    var app = AppHarness()
    app.press("alt-n")
    app.send(.choicesLoaded(token: token(app)))
    app.press("enter")
    #expect(app.effects == [.recorder(.look(.sound))])
    app.send(.recorder(.devices(devices ?? self.devices)))
    return app
  }

  private func token(_ app: AppHarness) -> Int {
    if case .list(let list)? = app.state.screen { list.token } else { -1 }
  }

  private func level(_ seconds: Double, _ peak: Double = -12) -> Action {
    .recorder(
      .level(
        .init(peak: [peak, peak], rms: [peak - 8, peak - 8], held: peak, isClipped: false),
        seconds: seconds))
  }

  @Test func `the default device is opened, and its level shows before anything is kept`() {
    var app = open()
    #expect(app.effects == [.recorder(.open(RecordingPlan(audio: .pulse("mic"))))])
    app.send(.recorder(.ready))
    app.send(level(0))
    #expect(app.screen.contains("◂ Desk microphone ▸"))
    #expect(app.screen.contains("Ready") && app.screen.contains("Peak -12 dB"))
    #expect(app.screen.contains("Space begin"))
    app.press("right")
    #expect(app.effects == [.recorder(.open(RecordingPlan(audio: .pulse("hall.monitor"))))])
  }

  @Test func `space begins and pauses, enter keeps what was recorded`() throws {
    var app = open()
    app.send(.recorder(.ready))
    app.press("c", "space")
    #expect(app.effects == [.recorder(.record(countIn: 4))])
    app.send(.recorder(.event(.counting(3))))
    #expect(app.screen.contains("3…"))
    app.send(.recorder(.event(.recording)))
    app.send(level(63.4))
    #expect(app.screen.contains("● 1:03"))
    app.press("space")
    #expect(app.effects == [.recorder(.pause)])
    app.send(.recorder(.event(.paused)))
    #expect(app.screen.contains("‖ 1:03  paused"))
    app.press("enter")
    #expect(app.effects == [.recorder(.finish)])
    #expect(app.screen.contains("Saving…"))
    // Keys mean nothing until it is on the disk.
    app.press("escape", "space")
    #expect(app.effects.isEmpty)
    app.send(.recorder(.saved(CreateTests.take)))
    #expect(app.screen.contains("Publish the recording"))
  }

  @Test func `a key that is held down asks once`() {
    var app = open()
    app.send(.recorder(.ready))
    app.press("space")
    #expect(app.effects == [.recorder(.record(countIn: 0))])
    app.press("space", "enter")
    #expect(app.effects.isEmpty)
    app.send(.recorder(.event(.recording)))
    app.send(level(3))
    app.press("space")
    #expect(app.effects == [.recorder(.pause)])
    app.press("space")
    #expect(app.effects.isEmpty)
    // The camera is somebody else's when it is to go on.
    app.send(.recorder(.failed("The device is used by another program: close that one.")))
    app.send(.recorder(.saved(CreateTests.take)))
    #expect(app.screen.contains("used by another program"))
    #expect(app.effects == [.loadTakes])
  }

  @Test func `nothing is recorded unseen when the session ends`() {
    var app = open()
    app.send(.recorder(.ready))
    app.press("space")
    app.send(.signedOut(reason: "Sign in again."))
    #expect(app.effects == [.recorder(.finish)])
    app.send(.recorder(.saved(CreateTests.take)))
    #expect(!app.screen.contains("Publish the recording"))
  }

  @Test func `what was recorded is not thrown away by one key`() {
    var app = open()
    app.send(.recorder(.ready))
    app.press("space")
    app.send(.recorder(.event(.recording)))
    app.send(level(5))
    app.press("escape")
    #expect(app.effects.isEmpty)
    #expect(app.screen.contains("Throw the recording away?"))
    app.press("n")
    #expect(app.screen.contains("● 0:05"))
    app.press("escape", "y")
    #expect(app.effects == [.recorder(.discard)])
    #expect(!app.screen.contains("0:05"))
  }

  @Test func `no device and a refusing one are told with what to do`() {
    var app = open([])
    #expect(app.screen.contains("There is no microphone: plug one in"))
    app.press("r")
    #expect(app.effects == [.recorder(.look(.sound))])
    app.send(.recorder(.devices(devices)))
    app.send(.recorder(.failed("The device mic is used by another program: close that one.")))
    #expect(app.screen.contains("used by another program"))
    app.press("space")
    #expect(app.effects.isEmpty)
    app.press("right")
    #expect(app.effects == [.recorder(.open(RecordingPlan(audio: .pulse("hall.monitor"))))])
  }

  @Test func `a recording that ends by itself is kept`() {
    var app = open()
    app.send(.recorder(.ready))
    app.press("space")
    app.send(.recorder(.event(.recording)))
    app.send(level(9))
    app.send(.recorder(.event(.ended(RecorderProblem(.diskNearlyFull)))))
    #expect(app.effects == [.recorder(.finish)])
    app.send(.recorder(.saved(CreateTests.take)))
    #expect(app.screen.contains("The disk is nearly full"))
    #expect(app.effects == [.loadTakes])
  }
}
