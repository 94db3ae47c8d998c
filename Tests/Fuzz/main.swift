import Foundation
import TermKit

// Shows hostile texts through the real `Terminal` in libvterm and holds its screen, its cursor and
// whatever it was made to do against the canvas. Arguments: count=100000 seed=1 first=0 (a scene);
// raw=1 also sends the texts past the app, to show that the judge sees what they do.

func value(_ name: String, _ fallback: Int) -> Int {
  for argument in CommandLine.arguments.dropFirst() where argument.hasPrefix(name + "=") {
    return Int(argument.dropFirst(name.count + 1)) ?? fallback
  }
  return fallback
}

/// One terminal, its emulator and its judge.
final class Stage {
  private let screen: PtyScreen
  private let emulator: Emulator
  private let check: SceneCheck

  init(_ kind: (term: String, depth: ColorDepth)) throws {
    emulator = Emulator(columns: Scene.size.columns, rows: Scene.size.rows)
    check = SceneCheck(comparesColors: kind.depth == .trueColor)
    screen = try PtyScreen(
      columns: Scene.size.columns, rows: Scene.size.rows, depth: kind.depth, term: kind.term)
  }

  /// Shows a scene; the first thing that is wrong, in words.
  func fault(_ scene: Scene, isFirst: Bool) throws -> String? {
    let canvas = scene.canvas
    let bytes = try screen.bytes(showing: canvas)
    emulator.feed(bytes)
    if isRaw { for box in scene.boxes { emulator.feed(Array(box.text.utf8)) } }
    // Taking over the terminal sets modes, on purpose.
    if isFirst { emulator.forgetDeeds() }
    if !isFirst, let fault = OutputCheck.fault(in: bytes) { return "sent: \(fault)" }
    return check.difference(canvas, emulator)
  }

  func close() { screen.close() }
}

let kinds: [(term: String, depth: ColorDepth)] = [
  ("xterm-256color", .trueColor), ("xterm-256color", .palette256),
]
let count = value("count", 100_000)
let seed = UInt64(value("seed", 1))
let first = value("first", 0)
let isRaw = value("raw", 0) == 1
let scenes = (count + Scene.size.rows - 1) / Scene.size.rows
let start = ContinuousClock.now

/// The text that does it alone, if one does.
func culprit(_ scene: Scene, _ kind: (term: String, depth: ColorDepth)) throws -> String? {
  for box in scene.boxes {
    let stage = try Stage(kind)
    defer { stage.close() }
    _ = try stage.fault(Scene(seed: 0, number: 0), isFirst: true)
    if let fault = try stage.fault(Scene(only: box), isFirst: false) {
      let scalars = box.text.unicodeScalars.map { String($0.value, radix: 16) }
      return "alone, in \(box.width) columns from \(box.column) on row \(box.row): \(fault)\n"
        + "    \(scalars.joined(separator: " "))"
    }
  }
  return nil
}

var report: [String] = []
for kind in kinds where report.isEmpty {
  let stage = try Stage(kind)
  for number in first..<first + scenes {
    let scene = Scene(seed: seed, number: number)
    guard let fault = try stage.fault(scene, isFirst: number == first) else { continue }
    report.append("seed \(seed), scene \(number), \(kind.term) \(kind.depth): \(fault)")
    report.append("  again: make fuzz SEED=\(seed) FIRST=\(number) COUNT=\(Scene.size.rows)")
    stage.close()
    try culprit(scene, kind).map { report.append("  \($0)") }
    break
  }
  if report.isEmpty { stage.close() }
}
guard report.isEmpty else {
  for line in report { print(line) }
  exit(1)
}
print(
  "\(scenes * Scene.size.rows) hostile texts x \(kinds.count) kinds of colour in "
    + "\(ContinuousClock.now - start): every screen as drawn")
