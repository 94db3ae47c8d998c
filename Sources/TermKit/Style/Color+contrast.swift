import Glibc

extension Color {
  /// Relative luminance, 0 to 1 (WCAG 2.1); nil for the terminal's own colour, which nobody knows.
  var luminance: Double? {
    guard case .rgb(let r, let g, let b) = self else { return nil }
    func linear(_ value: UInt8) -> Double {
      let v = Double(value) / 255
      return v <= 0.03928 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)
  }

  /// The contrast of two colours, 1 to 21 (WCAG 2.1, 1.4.3); nil where one is the terminal's own.
  public func contrast(with other: Color) -> Double? {
    guard let a = luminance, let b = other.luminance else { return nil }
    return (max(a, b) + 0.05) / (min(a, b) + 0.05)
  }

  /// This colour, moved towards black or white as little as gives that contrast on every ground.
  func readable(on grounds: [Color], contrast wanted: Double = 4.5) -> Color {
    guard case .rgb(let r, let g, let b) = self, let first = grounds.first?.luminance else {
      return self
    }
    let target = first < 0.18 ? 255.0 : 0.0
    for step in 0...50 {
      let share = Double(step) / 50
      func moved(_ value: UInt8) -> UInt8 {
        UInt8((Double(value) + (target - Double(value)) * share).rounded())
      }
      let color = Color.rgb(moved(r), moved(g), moved(b))
      if grounds.allSatisfy({ color.contrast(with: $0) ?? 21 >= wanted }) { return color }
    }
    return target == 0 ? .rgb(0, 0, 0) : .rgb(255, 255, 255)
  }

  /// `#RRGGBB`; nil for the terminal's own colour.
  var hex: String? {
    guard case .rgb(let r, let g, let b) = self else { return nil }
    return "#"
      + [r, g, b].map { $0 < 16 ? "0\(String($0, radix: 16))" : String($0, radix: 16) }.joined()
      .uppercased()
  }
}
