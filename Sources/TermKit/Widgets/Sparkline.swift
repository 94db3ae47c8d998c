/// A row of small columns, one a value, as high as the value is against the highest.
public struct Sparkline: Hashable, Sendable {
  public var values: [Int]

  public init(_ values: [Int]) { self.values = values }

  private static let steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// As many of the last values as fit. A zero is a dot on the ground, so that it is told from little.
  public func text(width: Int) -> String {
    let shown = values.suffix(max(0, width)).map { max(0, $0) }
    guard let highest = shown.max() else { return "" }
    return shown.map { value in
      guard value > 0 else { return "·" }
      let step = (value * Self.steps.count + highest - 1) / highest
      return Self.steps[min(Self.steps.count, max(1, step)) - 1]
    }.joined()
  }
}
