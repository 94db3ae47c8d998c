import Foundation

/// Sizes in words, in powers of ten as disks are sold.
public enum ByteText {
  private static let units = ["B", "kB", "MB", "GB", "TB"]

  /// "512 B", "3.4 MB", "10 GB".
  public static func text(_ bytes: Int) -> String {
    var value = Double(bytes)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let tenths = Int((value * 10).rounded())
    guard unit > 0, tenths < 100, tenths % 10 != 0 else {
      return "\(Int(value.rounded())) \(units[unit])"
    }
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }

  /// Reads what a person writes: "10 GB", "2.5G", "300mb", "4096". nil for anything else.
  public static func bytes(_ text: String) -> Int? {
    let parts = text.filter { $0 != " " }.lowercased()
    let digits = parts.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = parts.dropFirst(digits.count)
    guard let value = Double(digits), value >= 0,
      let power = units.firstIndex(where: {
        let name = $0.lowercased()
        return unit == name || (name.count > 1 && unit == name.prefix(1))
      }) ?? (unit.isEmpty ? 0 : nil)
    else { return nil }
    let bytes = value * (0..<power).reduce(1.0) { product, _ in product * 1000 }
    return bytes < 1e18 ? Int(bytes) : nil
  }
}
