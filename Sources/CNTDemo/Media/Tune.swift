import Foundation
/// A melody with its chords, written down by hand in degrees of the major scale.
///
/// A note is `degree[,|'][#|b]:beats`: `5,:1` is the fifth below the keynote for one beat, `1':.5`
/// the keynote an octave up for half a beat. A chord is the degree of its root: `4:3` is the
/// subdominant for three beats; `6m:1` is minor.
struct Tune: Sendable {
  /// The keynote as a MIDI number: 60 is middle C.
  let key: Int
  let beatsPerMinute: Double
  let melody: [Note]
  let chords: [Chord]

  struct Note: Hashable, Sendable {
    /// Semitones above the keynote.
    let pitch: Int
    let beats: Double
  }

  struct Chord: Hashable, Sendable {
    /// Semitones of the root above the keynote, 0 to 11.
    let root: Int
    let isMinor: Bool
    let beats: Double
  }

  /// Text that is not in the notation is a mistake of ours; a test reads every tune.
  init(key: Int, beatsPerMinute: Double, melody: String, chords: String) {
    self.key = key
    self.beatsPerMinute = beatsPerMinute
    self.melody = melody.split(whereSeparator: \.isWhitespace).compactMap(Tune.note)
    self.chords = chords.split(whereSeparator: \.isWhitespace).compactMap(Tune.chord)
  }

  var beats: Double { melody.reduce(0) { $0 + $1.beats } }

  private static let scale = [0, 2, 4, 5, 7, 9, 11]

  static func note(_ text: some StringProtocol) -> Note? {
    let parts = text.split(separator: ":")
    guard parts.count == 2, let beats = Double(parts[1]),
      let degree = parts[0].first?.wholeNumberValue,
      (1...7).contains(degree)
    else { return nil }
    var pitch = scale[degree - 1]
    for mark in parts[0].dropFirst() {
      switch mark {
      case ",": pitch -= 12
      case "'": pitch += 12
      case "#": pitch += 1
      case "b": pitch -= 1
      default: return nil
      }
    }
    return Note(pitch: pitch, beats: beats)
  }

  static func chord(_ text: some StringProtocol) -> Chord? {
    let isMinor = text.contains("m:")
    guard let note = note(isMinor ? String(text).replacing("m:", with: ":") : String(text)) else {
      return nil
    }
    return Chord(root: note.pitch, isMinor: isMinor, beats: note.beats)
  }
}
