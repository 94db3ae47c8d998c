import SyncEngine
import TermKit

extension Updater {
  /// The mouse over a box without one of its own: the wheel moves, a click takes what lies under it
  /// where the box is a list, and one beside it closes it. Words are not thrown away by a click.
  func mouse(
    _ state: inout AppState, over overlay: Overlay, _ mouse: MouseEvent
  ) -> [Effect] {
    guard let list = boxList(state, overlay) else {
      switch (overlay, mouse.kind) {
      case (.player(.lyrics), .wheelUp), (.attendees, .wheelUp), (.settings, .wheelUp):
        return press(&state, .up)
      case (.player(.lyrics), .wheelDown), (.attendees, .wheelDown), (.settings, .wheelDown):
        return press(&state, .down)
      default: return []
      }
    }
    let box = BoxList.box(list.count, state.size)
    let index = { (point: Point) in
      BoxList.index(at: point, list.count, selected: list.selected, state.size)
    }
    switch ListMouse(mouse, in: box, index: index) {
    case .move(let rows): return press(&state, rows > 0 ? .down : .up)
    case .take(let index):
      state.overlay = list.selecting(index)
      return press(&state, .open)
    case .close:
      state.overlay = nil
      return []
    case nil: return []
    }
  }

  /// The key that a command has, whichever that is.
  private func press(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard let key = state.keymap.keys(for: command).first.flatMap(KeyPress.init) else { return [] }
    return overlay(&state, key)
  }

  private struct OverlayList {
    var count: Int
    var selected: Int
    var selecting: (Int) -> Overlay
  }

  private func boxList(_ state: AppState, _ overlay: Overlay) -> OverlayList? {
    switch overlay {
    case .queue(let selected):
      OverlayList(count: state.player.queue.count, selected: selected) { .queue(selected: $0) }
    case .player(.chapters(let selected)):
      OverlayList(count: state.player.chapters.count, selected: selected) {
        .player(.chapters(selected: $0))
      }
    default: nil
    }
  }
}
