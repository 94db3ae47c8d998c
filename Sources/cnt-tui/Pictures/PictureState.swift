import MediaKit
import TermKit

/// A picture that is wanted: of what, how, and how large at most.
struct PictureRequest: Sendable, Hashable {
  /// As the platform writes it.
  var reference: String
  var form: PictureForm
  /// Cells that it may take.
  var box: Size
  var cell: CellPixels
  /// Whether it is to fill its box rather than to be seen whole.
  var fills = false
}

/// What the app knows of the pictures on the screen.
struct PictureState: Sendable {
  var setting = PictureSetting.auto
  /// Whether a person switched them off for now.
  var isOff = false
  /// What the terminal said; nil until it did.
  var graphics: TerminalGraphics?
  /// What the loader was asked for last, in the order of the screen.
  var wanted: [PictureRequest] = []
  var loaded: [PictureRequest: LoadedPicture] = [:]
  var failed: [PictureRequest: String] = [:]
  /// Ways for which something is not installed, and what.
  var missing: [PictureForm: String] = [:]

  /// Where the terminal does not tell how large a cell is.
  static let usualCell = CellPixels(width: 8, height: 16)

  var cell: CellPixels { graphics?.cell ?? Self.usualCell }
}

extension AppState {
  /// How pictures are shown now; nil for not at all.
  var pictureForm: PictureForm? {
    guard !pictures.isOff, !isPlain, colorDepth == .trueColor || colorDepth == .palette256 else {
      return nil
    }
    return pictures.setting.form(pictures.graphics).flatMap {
      pictures.missing[$0] == nil ? $0 : nil
    }
  }
}

extension Updater {
  /// Asks for the pictures of what is on the screen now; those of what is not any more are given up.
  func refreshPictures(_ state: inout AppState) -> [Effect] {
    let wanted = PictureLayout(state).boxes.map(\.request)
    guard wanted != state.pictures.wanted else { return [] }
    state.pictures.wanted = wanted
    let set = Set(wanted)
    state.pictures.loaded = state.pictures.loaded.filter { set.contains($0.key) }
    state.pictures.failed = state.pictures.failed.filter { set.contains($0.key) }
    return [.wantPictures(wanted)]
  }

  func receive(_ state: inout AppState, _ request: PictureRequest, _ outcome: PictureOutcome) {
    guard state.pictures.wanted.contains(request) else { return }
    switch outcome {
    case .loaded(let picture):
      state.pictures.loaded[request] = picture
      state.pictures.failed[request] = nil
    case .failed(let sentence): state.pictures.failed[request] = sentence
    case .impossible(let forms, let sentence):
      for form in forms { state.pictures.missing[form] = sentence }
    }
  }

  /// Shows pictures, or leaves them out.
  func togglePictures(_ state: inout AppState) -> [Effect] {
    if state.isPlain {
      state.say(tr("A screen to be read aloud has no pictures"))
    } else if state.colorDepth != .trueColor, state.colorDepth != .palette256 {
      state.say(tr("This terminal has too few colours for pictures"))
    } else {
      if state.pictures.setting == .off {
        state.pictures.setting = .auto
        state.pictures.isOff = false
      } else {
        state.pictures.isOff.toggle()
      }
      let missing = state.pictures.setting.form(state.pictures.graphics)
        .flatMap { state.pictures.missing[$0] }
      state.say(
        state.pictureForm.map { tr("Pictures, as \($0.title)") }
          ?? (state.pictures.isOff ? nil : missing) ?? tr("No pictures"))
    }
    return []
  }
}
