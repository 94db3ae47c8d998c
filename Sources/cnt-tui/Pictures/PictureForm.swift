import TermKit

/// How pictures come to the screen.
enum PictureForm: String, Sendable, Hashable, CaseIterable {
  case kitty, sixel, iterm, symbols

  /// In a sentence.
  var title: String {
    switch self {
    case .kitty: tr("kitty's pictures")
    case .sixel: tr("sixel")
    case .iterm: tr("iTerm2's pictures")
    case .symbols: tr("characters")
    }
  }

  /// Whether the terminal said that it can, and all that is needed is known.
  func isPossible(_ graphics: TerminalGraphics?) -> Bool {
    switch self {
    case .kitty: graphics?.kitty == true
    // A picture in pixels must be as large as its cells.
    case .sixel: graphics?.sixel == true && graphics?.cell != nil
    case .iterm: graphics?.iterm == true
    case .symbols: true
    }
  }
}

/// What a person wants of pictures: `pictures` in `config.toml`.
enum PictureSetting: String, Sendable, Hashable, CaseIterable {
  case auto, kitty, sixel, iterm, symbols, off

  /// The way that is taken on a terminal; what it did not say that it can is never sent to it.
  func form(_ graphics: TerminalGraphics?) -> PictureForm? {
    switch self {
    case .off: return nil
    case .auto: return PictureForm.allCases.first { $0.isPossible(graphics) }
    default:
      guard let form = PictureForm(rawValue: rawValue), form.isPossible(graphics) else {
        return .symbols
      }
      return form
    }
  }
}
