import Testing

@testable import DesktopKit

/// What the desktop is told, decided without a bus.
struct MPRISTests {
  private let now = NowPlaying(
    state: .playing, track: "podcast_12", title: "Psalm\0 4\n\u{1b}[2J", artist: "Ruth", length: 60,
    position: 12.5, volume: 0.8, hasNext: true)

  private func value(_ name: String) -> BusValue? {
    guard case .variant(let value) = MPRIS.get(MPRIS.player, name, now, identity: "cnt") else {
      return nil
    }
    return value
  }

  @Test func `the specification's properties are there, each once`() {
    let names = MPRIS.playerProperties(now).map(\.name)
    #expect(Set(names).count == names.count)
    for name in [
      "PlaybackStatus", "Rate", "Metadata", "Volume", "Position", "MinimumRate", "MaximumRate",
      "CanGoNext", "CanGoPrevious", "CanPlay", "CanPause", "CanSeek", "CanControl",
    ] { #expect(names.contains(name)) }
    #expect(value("PlaybackStatus") == .string("Playing"))
    #expect(value("Position") == .int64(12_500_000) && value("CanGoNext") == .bool(true))
    #expect(value("Nothing") == nil)
  }

  @Test func `text from the network is bounded and has no control characters`() {
    let metadata = MPRIS.metadata(now)
    #expect(
      metadata.contains(.init(name: "xesam:title", value: .string("Psalm  4  [2J"))))
    #expect(metadata.contains(.init(name: "mpris:length", value: .int64(60_000_000))))
    #expect(String(repeating: "\u{301}", count: 9000).forBus.unicodeScalars.count == 500)
    #expect(MPRIS.trackPath(NowPlaying(track: "a/b é")) == "/org/cnt/track/a_b__")
    #expect(MPRIS.metadata(NowPlaying()).isEmpty && MPRIS.microseconds(.infinity) > 0)
  }

  @Test func `calls become requests, wrong ones errors`() {
    #expect(MPRIS.answer(MPRIS.player, "Next") == .request(.next))
    #expect(MPRIS.answer(MPRIS.player, "Dance") == .unknown)
    #expect(MPRIS.seek(by: -10_000_000) == .request(.seek(by: -10)))
    #expect(MPRIS.set(MPRIS.player, "Volume", .double(7)) == .request(.volume(1)))
    for answer in [
      MPRIS.set(MPRIS.player, "Volume", nil), MPRIS.set(MPRIS.player, "Metadata", .double(2)),
      MPRIS.set(MPRIS.player, "LoopStatus", .string("Sometimes")),
      MPRIS.set(MPRIS.player, "Shuffle", .double(1)), MPRIS.set(MPRIS.root, "Volume", .double(1)),
      MPRIS.seek(by: nil), MPRIS.answer(MPRIS.player, "OpenUri"),
      MPRIS.get(MPRIS.root, "Position", now, identity: "cnt"),
    ] {
      guard case .error(let name, _) = answer else { return #expect(Bool(false), "\(answer)") }
      #expect(name.hasPrefix("org.freedesktop.DBus.Error."))
    }
  }

  @Test func `rate, shuffle and loop can be set`() {
    #expect(MPRIS.set(MPRIS.player, "Rate", .double(1.5)) == .request(.rate(1.5)))
    #expect(MPRIS.set(MPRIS.player, "Rate", .double(0)) == .request(.pause))
    #expect(MPRIS.set(MPRIS.player, "Shuffle", .bool(true)) == .request(.shuffle(true)))
    #expect(MPRIS.set(MPRIS.player, "LoopStatus", .string("Track")) == .request(.loop(.track)))
    #expect(value("Shuffle") == .bool(false) && value("LoopStatus") == .string("None"))
  }

  @Test func `a notice has no markup, no control characters and bounds`() {
    let values = DesktopNotifier.arguments(
      identity: "cnt", replaces: 4, summary: "Psalm\u{1b}[2J", body: "<b>a & b</b>\n")
    #expect(values[1] == .uint32(4) && values[3] == .string("Psalm [2J"))
    #expect(values[4] == .string("&lt;b&gt;a &amp; b&lt;/b&gt; "))
    #expect(values.map(\.signature).joined() == "susssasa{sv}i")
  }

  @Test func `a place in another track, or beyond the end, is not gone to`() {
    let track = "/org/cnt/track/podcast_12"
    #expect(MPRIS.setPosition(track, 30_000_000, now) == .request(.goTo(30)))
    #expect(MPRIS.setPosition("/org/cnt/track/podcast_1", 1, now) == .request(nil))
    #expect(MPRIS.setPosition(track, 61_000_000, now) == .request(nil))
    #expect(MPRIS.setPosition(track, -1, now) == .request(nil))
  }
}
