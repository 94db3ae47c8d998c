import SyncEngine
import TermKit
import Testing

@testable import cnt_tui

/// The line of `cnt play`.
struct PlayLineTests {
  private func player(title: String) -> PlayerState {
    var player = PlayerState()
    player.queue = [
      .init(
        ref: ItemRef(kind: .podcast, id: 1), title: title, subtitle: "", media: "x", duration: 60)
    ]
    player.index = 0
    player.position = 12
    player.duration = 60
    return player
  }

  @Test func `title and time fit the terminal, whatever the title holds`() {
    #expect(
      PlayLine.text(player(title: "Psalm 4"), columns: 80) == "▶ Psalm 4  0:12 / 1:00  vol 80")
    let long = PlayLine.text(
      player(title: String(repeating: "word\u{1b}[2J ", count: 40)), columns: 50)
    #expect(long.count < 50 && !long.contains("\u{1b}") && long.hasSuffix("0:12 / 1:00  vol 80"))
  }

  @Test func `what is unusual is told`() {
    var player = player(title: "Psalm 4")
    player.isPaused = true
    player.speed = 1.5
    player.queue.append(player.queue[0])
    #expect(
      PlayLine.text(player, columns: 80) == "‖ Psalm 4  0:12 / 1:00  1/2  vol 80  1.5×")
  }

  @Test func `keys that have nothing to act on here do nothing`() {
    func command(_ name: String) -> Command? { KeyPress(name).flatMap(PlayLine.command) }
    #expect(command("left") == .seekBack && command("up") == .volumeUp)
    #expect(command("space") == .playPause && command("q") == .quit && command(">") == .nextTrack)
    #expect(command("n") == nil && command("a") == nil && command("f") == nil)
  }
}
