import TermKit

/// How a film is drawn.
enum FilmWay: String, Sendable, Hashable, CaseIterable {
  case kitty, sixel, cells

  /// In a sentence.
  var title: String {
    switch self {
    case .kitty: tr("in pixels, by kitty's protocol")
    case .sixel: tr("in pixels, by sixel")
    case .cells: tr("in half blocks")
    }
  }

  fileprivate func isPossible(_ graphics: TerminalGraphics?) -> Bool {
    switch self {
    case .cells: true
    case .kitty: PictureForm.kitty.isPossible(graphics)
    case .sixel: PictureForm.sixel.isPossible(graphics)
    }
  }
}

extension AppState {
  /// The ways that this terminal said it can.
  var filmWays: [FilmWay] { FilmWay.allCases.filter { $0.isPossible(pictures.graphics) } }

  /// How films are drawn now. By itself in pixels only where the terminal is near: over a line, cells show
  /// more of a film for the same bytes.
  var filmWay: FilmWay {
    let ways = filmWays
    if let chosen = video.way, ways.contains(chosen) { return chosen }
    guard !video.isRemote, pictures.setting != .off, pictures.setting != .symbols else {
      return .cells
    }
    if let named = FilmWay(rawValue: pictures.setting.rawValue), ways.contains(named) {
      return named
    }
    return ways.first ?? .cells
  }
}

extension Updater {
  /// The next way of those that the terminal has.
  func nextFilmWay(_ state: inout AppState) -> [Effect] {
    let ways = state.filmWays
    guard ways.count > 1 else {
      state.say(tr("This terminal shows films in half blocks only"))
      return []
    }
    let index = ways.firstIndex(of: state.filmWay) ?? 0
    state.video.way = ways[(index + 1) % ways.count]
    state.say(tr("The film \(state.filmWay.title)"))
    return []
  }
}
