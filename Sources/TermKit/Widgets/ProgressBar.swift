/// A bar that fills from the left, in steps of an eighth of a cell.
public struct ProgressBar: Hashable, Sendable {
  /// 0 to 1.
  public var fraction: Double

  public init(fraction: Double) {
    self.fraction = fraction.isFinite ? min(1, max(0, fraction)) : 0
  }

  public func draw(into canvas: inout Canvas, at rect: Rect, filled: Style, empty: Style) {
    guard rect.size.columns > 0, rect.size.rows > 0 else { return }
    let eighths = Int((Double(rect.size.columns * 8) * fraction).rounded(.down))
    let whole = eighths / 8
    let parts = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    var bar = String(repeating: "█", count: whole) + parts[eighths % 8]
    let rest = rect.size.columns - whole - (eighths % 8 > 0 ? 1 : 0)
    let used = canvas.write(bar, at: rect.origin, style: filled, width: rect.size.columns)
    bar = String(repeating: "─", count: rest)
    canvas.write(
      bar, at: Point(column: rect.origin.column + used, row: rect.origin.row), style: empty,
      width: rest)
  }
}
