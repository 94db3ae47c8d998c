import Foundation
import MediaKit
import TermKit

/// Where the picture of the film that plays is, and what stands on it.
struct VideoState: Sendable, Hashable {
  enum Place: Sendable, Hashable { case pane, fullScreen }

  var place = Place.pane
  /// False where a person listens only: then nothing is decoded.
  var isWanted = true
  /// False on a terminal with too few colours.
  var isPossible = true
  /// The film's picture in square pixels; nil where nothing with pictures plays.
  var picture: PixelSize?
  /// How a person wants films to be drawn; nil leaves it to what the terminal can.
  var way: FilmWay?
  /// Whether the terminal is on another machine.
  var isRemote = false
  /// The height of a cell in widths of one.
  var cellShape = 2.0
  /// What is said in the film now, with line breaks; empty for nothing.
  var words = ""
  var tracks: [SubtitleTrack] = []
  /// The controls over the full screen go away then; nil where there are none.
  var controlsUntil: Date?
  /// Only one film is shown and the program ends with it: `cnt watch`.
  var isAlone = false

  /// How long the controls stay after a key or a movement of the mouse.
  static let controlsStay: TimeInterval = 3

  /// Columns of the picture for each of its rows.
  var ratio: Double? {
    picture.map { Double($0.width) / Double($0.height) * cellShape }
  }

  /// The entry as it is to be played here.
  func adapted(_ entry: PlayerState.Entry) -> PlayerState.Entry {
    var entry = entry
    entry.hasPictures = entry.hasPictures && isWanted && isPossible
    return entry
  }
}

extension AppState {
  /// Whether there is a picture on the screen.
  var showsPicture: Bool { player.current != nil && video.picture != nil && video.isWanted }

  var isFullScreen: Bool {
    (showsPicture || video.isAlone) && video.place == .fullScreen && account != nil
  }

  /// The cells that the picture has; nil where there is none.
  var pictureRect: Rect? {
    guard showsPicture, account != nil, let ratio = video.ratio else { return nil }
    let room =
      isFullScreen
      ? Rect(origin: Point(column: 0, row: 0), size: size)
      : Frame(self).pane
    let rect = room.fitting(ratio: ratio, toRight: !isFullScreen)
    return rect.size.columns > 0 && rect.size.rows > 0 ? rect : nil
  }
}

extension Rect {
  /// The largest block inside with `ratio` columns a row, in the middle or at the right edge.
  func fitting(ratio: Double, toRight: Bool) -> Rect {
    let columns = min(size.columns, Int((Double(size.rows) * ratio).rounded()))
    let rows = min(size.rows, Int((Double(columns) / ratio).rounded()))
    let left = size.columns - columns
    return Rect(
      column: origin.column + (toRight ? left : left / 2),
      row: origin.row + (size.rows - rows) / 2, columns: columns, rows: rows)
  }
}
