import Foundation

/// One measured figure: ours beside a peer's, and whether the goal was held.
struct Figure {
  var area: String
  var name: String
  var ours: String
  var peer: String
  var ratio: Double?
  var goal: String
  var isHeld: Bool

  /// Tab-separated: area, name, ours, peer, ratio, goal, held or missed.
  var line: String {
    let ratio = ratio.map { "\(($0 * 100).rounded() / 100)" } ?? "-"
    return [area, name, ours, peer, ratio, goal, isHeld ? "held" : "missed"]
      .joined(separator: "\t")
  }
}

extension Figure {
  /// Prints a figure as soon as it is known.
  static func tell(_ figure: Figure) {
    print(figure.line)
    fflush(nil)
  }
}

extension Duration {
  var seconds: Double { self / .seconds(1) }
}

/// Three digits are as many as a measurement has.
func rounded(_ value: Double, _ unit: String) -> String {
  let scale = value >= 100 ? 1.0 : value >= 10 ? 10.0 : 1000.0
  return "\((value * scale).rounded() / scale) \(unit)"
}
