import TermKit

/// What a mouse asks of a list that lies over the screen: a click takes what lies under it, one
/// beside the list closes it, the wheel moves.
enum ListMouse: Hashable {
  case move(Int)
  case take(Int)
  case close

  /// nil: nothing. `index` tells which row lies at a place.
  init?(_ mouse: MouseEvent, in box: Rect, index: (Point) -> Int?) {
    switch mouse.kind {
    case .wheelUp: self = .move(-1)
    case .wheelDown: self = .move(1)
    case .press where mouse.button == .left:
      guard box.contains(mouse.position) else {
        self = .close
        return
      }
      guard let index = index(mouse.position) else { return nil }
      self = .take(index)
    default: return nil
    }
  }
}
