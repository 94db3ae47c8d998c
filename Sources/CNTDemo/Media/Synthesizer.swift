import Foundation

/// Plays a tune as samples: a plucked melody, a soft chord under it and a bass.
///
/// One table holds one period of a timbre, and every note walks through it; that is fast enough
/// without optimisation, as in a test's build.
struct Synthesizer {
  /// How the verses of a tune are set; they follow one another.
  enum Setting: Sendable {
    /// The melody alone over the bass.
    case plain
    /// Melody, chords and bass.
    case full
    /// The chords broken into quavers, the melody doubled an octave up.
    case broken
  }

  private struct Timbre {
    let table: [Float]
    /// The time in which a note falls to a third, in seconds; nil holds it.
    let decay: Double?
    let attack: Double

    static let pluck = Timbre(partials: [1, 0.5, 0.28, 0.14, 0.1, 0.05], decay: 0.9, attack: 0.006)
    static let pad = Timbre(partials: [1, 0.3, 0.22, 0.05, 0.06], decay: nil, attack: 0.12)
    static let bass = Timbre(partials: [1, 0.45, 0.12], decay: 1.4, attack: 0.012)

    init(partials: [Double], decay: Double?, attack: Double) {
      let size = 1024
      let sum = partials.reduce(0, +)
      table = (0..<size).map { index in
        let phase = 2 * Double.pi * Double(index) / Double(size)
        return Float(
          partials.enumerated().reduce(0) { $0 + $1.element * sin(phase * Double($1.offset + 1)) }
            / sum)
      }
      self.decay = decay
      self.attack = attack
    }
  }

  private let tune: Tune
  private var samples: [Float] = []
  private let rate = Double(WAVFile.sampleRate)

  private init(_ tune: Tune) { self.tune = tune }

  /// The tune once for each setting, with a breath between and a rest at the end.
  static func render(_ tune: Tune, settings: [Setting]) -> [Float] {
    var player = Synthesizer(tune)
    let breath = 2.0
    let verse = tune.beats + breath
    let seconds = verse * Double(settings.count) * 60 / tune.beatsPerMinute + 2
    player.samples = [Float](repeating: 0, count: Int(seconds * player.rate))
    for (index, setting) in settings.enumerated() {
      player.playVerse(setting, from: Double(index) * verse)
    }
    return player.normalised()
  }

  private mutating func playVerse(_ setting: Setting, from start: Double) {
    var beat = start
    for note in tune.melody {
      play(.pluck, tune.key + note.pitch, at: beat, for: note.beats + 0.4, loudness: 0.5)
      if setting == .broken {
        play(.pluck, tune.key + note.pitch + 12, at: beat, for: note.beats, loudness: 0.14)
      }
      beat += note.beats
    }
    beat = start
    for chord in tune.chords {
      play(.bass, tune.key - 24 + chord.root, at: beat, for: chord.beats, loudness: 0.34)
      let tones = [0, chord.isMinor ? 3 : 4, 7].map { tune.key - 12 + chord.root % 12 + $0 }
      switch setting {
      case .plain: break
      case .full:
        for tone in tones { play(.pad, tone, at: beat, for: chord.beats, loudness: 0.09) }
      case .broken:
        for step in 0..<Int(chord.beats * 2) {
          let tone = tones[[0, 1, 2, 1][step % 4]]
          play(.pluck, tone, at: beat + Double(step) / 2, for: 0.9, loudness: 0.16)
        }
      }
      beat += chord.beats
    }
  }

  private mutating func play(
    _ timbre: Timbre, _ midi: Int, at beat: Double, for beats: Double, loudness: Float
  ) {
    let secondsPerBeat = 60 / tune.beatsPerMinute
    let start = Int(beat * secondsPerBeat * rate)
    let release = Int(0.09 * rate)
    let count = min(Int(beats * secondsPerBeat * rate) + release, samples.count - start)
    guard count > release else { return }
    let step = Float(440 * pow(2, Double(midi - 69) / 12) / rate * Double(timbre.table.count))
    let fade = timbre.decay.map { Float(exp(-1 / ($0 * rate))) } ?? 1
    let attack = max(1, Int(timbre.attack * rate))
    let size = Float(timbre.table.count)
    timbre.table.withUnsafeBufferPointer { table in
      samples.withUnsafeMutableBufferPointer { out in
        var phase: Float = 0
        var level = loudness
        var index = 0
        while index < count {
          var gain = level
          if index < attack { gain *= Float(index) / Float(attack) }
          if index > count - release { gain *= Float(count - index) / Float(release) }
          out[start + index] += table[Int(phase)] * gain
          level *= fade
          phase += step
          if phase >= size { phase -= size }
          index += 1
        }
      }
    }
  }

  private func normalised() -> [Float] {
    let peak = samples.reduce(Float(0)) { max($0, abs($1)) }
    return peak > 0 ? samples.map { $0 * 0.9 / peak } : samples
  }
}
