import MediaKit
import SyncEngine

/// Waveforms of an edit's sources; told apart by which they are, not by what is in them.
final class EditorWaves: Sendable, Hashable {
  /// By their place among the sources; nil for a source without sound.
  let all: [Waveform?]

  /// By what quiet recordings are drawn larger, so that the loudest of them nearly fills the room.
  let scale: Double

  init(_ all: [Waveform?]) {
    self.all = all
    let peaks = all.compactMap { $0 }.flatMap { $0.peaks(in: 0..<max(1, $0.length), columns: 1) }
    let loudest = peaks.map { max(Double($0.most), -Double($0.least)) / 32_768 }.max() ?? 1
    scale = loudest > 0 ? min(20, max(1, 0.95 / loudest)) : 1
  }

  static func == (a: EditorWaves, b: EditorWaves) -> Bool { a === b }
  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// The editor of a recording: what it is made of, where the cursor stands and what is chosen.
///
/// Times are samples of the programme as it is edited.
struct EditorState: Sendable, Hashable {
  enum Phase: Sendable, Hashable {
    case loading
    case ready
    /// Something is being looked for, such as silences.
    case working(String)
    /// It cannot be edited; the reason.
    case failed(String)
  }

  let take: TakeFile
  var phase = Phase.loading
  var history = EditHistory(EditList())
  var waves = EditorWaves([])
  var cursor: Int64 = 0
  /// The other end of the selection.
  var anchor: Int64?
  /// Samples that a column stands for.
  var zoom = 1.0
  /// The first sample that is shown.
  var first: Int64 = 0
  /// Columns of the waveform as it was drawn last.
  var columns = 60
  /// Where the sound is while it plays.
  var playing: Int64?
  var note: String?
  /// The last change could not be written down.
  var isUnkept = false

  var edit: EditList { history.current }
  var length: Int64 { edit.length }

  /// What is chosen: from the anchor to the cursor.
  var selection: Range<Int64>? {
    anchor.map { min($0, cursor)..<max($0, cursor) }.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Samples of a column when all is shown.
  var widest: Double { max(1, Double(length) / Double(max(1, columns))) }

  /// Shows all of it.
  mutating func fit() {
    (zoom, first) = (widest, 0)
  }

  /// Zooms in (below 1) or out, around the cursor.
  mutating func zoom(by factor: Double) {
    let place = Double(cursor - first) / zoom
    zoom = min(widest, max(8, zoom * factor))
    first = Int64(Double(cursor) - place * zoom)
    keepCursorVisible()
  }

  /// Moves the cursor by columns.
  mutating func move(columns delta: Int) {
    go(to: cursor + Int64((Double(delta) * zoom).rounded()))
  }

  mutating func go(to sample: Int64) {
    cursor = min(max(0, sample), length)
    keepCursorVisible()
  }

  /// The programme may have become shorter.
  mutating func clamp() {
    anchor = anchor.map { min($0, length) }
    go(to: cursor)
  }

  mutating func keepCursorVisible() {
    zoom = min(zoom, widest)
    let shown = Int64(Double(max(1, columns - 1)) * zoom)
    if cursor < first { first = cursor }
    if cursor > first + shown { first = cursor - shown }
    first = min(max(0, first), max(0, length - shown))
  }

  /// The peaks of the columns that are shown, with gains and fades in them; -1 to 1.
  func peaks() -> [(least: Double, most: Double)] {
    let edit = edit
    let starts = edit.starts
    return (0..<columns).map { column in
      let from = first + Int64(Double(column) * zoom)
      let to = max(from + 1, first + Int64(Double(column + 1) * zoom))
      guard from < length,
        let index = starts.lastIndex(where: { $0 <= from }), edit.clips.indices.contains(index)
      else { return (0, 0) }
      let clip = edit.clips[index]
      let offset = from - starts[index]
      guard waves.all.indices.contains(clip.source), let wave = waves.all[clip.source] else {
        return (0, 0)
      }
      let scale = Double(wave.sampleRate) / Double(edit.sampleRate)
      let start = Double(clip.start + offset) * scale
      let end = max(start + 1, Double(min(clip.end, clip.start + offset + (to - from))) * scale)
      guard let peak = wave.peaks(in: Int64(start)..<Int64(end.rounded(.up)), columns: 1).first
      else {
        return (0, 0)
      }
      let gain = waves.scale * Self.gain(clip, at: offset + (to - from) / 2)
      return (
        max(-1, Double(peak.least) / 32_768 * gain), min(1, Double(peak.most) / 32_768 * gain)
      )
    }
  }

  /// A clip's loudness at a place in it, from its gain and its fades.
  static func gain(_ clip: Clip, at offset: Int64) -> Double {
    var gain = clip.gain == 0 ? 1 : DecibelScale.factor(clip.gain)
    if clip.fadeIn > 0, offset < clip.fadeIn { gain *= Double(offset) / Double(clip.fadeIn) }
    let left = clip.length - offset
    if clip.fadeOut > 0, left < clip.fadeOut {
      gain *= Double(max(0, left)) / Double(clip.fadeOut)
    }
    return gain
  }
}

/// What is asked of the editor's helper.
enum EditorRequest: Sendable, Hashable {
  case open(TakeFile)
  /// Keep the edit beside the recording.
  case save(EditList, folder: String)
  /// Play the edit from a sample on.
  case play(EditList, from: Int64)
  case stop
  case findSilences(EditList)
  case close
}

/// What it tells.
enum EditorNews: Sendable {
  case opened(TakeFile, EditList, EditorWaves)
  case failed(String)
  case silences([Range<Int64>], of: EditList)
  /// nil when it stopped.
  case playing(Int64?)
  case note(String)
  /// Whether the edit is on the disk as it is now.
  case kept(Bool)
}
