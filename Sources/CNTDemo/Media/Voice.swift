import Foundation

/// Somebody who reads aloud: an espeak-ng voice with its speed and pitch.
struct Voice: Hashable, Sendable {
  let name: String
  /// Words a minute.
  let speed: Int
  /// 0 to 99.
  let pitch: Int

  static let miriam = Voice(name: "en-gb-x-rp+f3", speed: 152, pitch: 52)
  static let daniel = Voice(name: "en-us+m3", speed: 150, pitch: 38)
  static let lucia = Voice(name: "en-029+f2", speed: 148, pitch: 48)
  static let samuel = Voice(name: "en-gb-scotland+m7", speed: 145, pitch: 30)
  static let tobias = Voice(name: "en-gb+m1", speed: 155, pitch: 42)
  static let grace = Voice(name: "en-us+f4", speed: 158, pitch: 50)

  /// Speaks `text` into a WAV file at `path`; the text goes through a file, whatever it holds.
  func speak(_ text: String, to path: String, in workshop: Workshop) async throws(DemoError) {
    let script = path + ".txt"
    try workshop.write(Data(text.utf8), to: script)
    try await Tool.espeak.run([
      "-v", name, "-s", "\(speed)", "-p", "\(pitch)", "-g", "2", "-f", script, "-w", path,
    ])
  }
}
