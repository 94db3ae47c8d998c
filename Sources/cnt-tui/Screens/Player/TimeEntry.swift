/// A time as a person types it: `90`, `1:30`, `1:02:30`, `1h2m`, and with a sign a step from here.
enum TimeEntry: Hashable, Sendable {
  /// Seconds from the start.
  case at(Double)
  /// Seconds from here.
  case step(Double)

  /// nil for what is no time.
  init?(_ text: String) {
    var rest = Substring(text.trimmingWhitespace())
    let sign = rest.first
    if sign == "+" || sign == "-" { rest = rest.dropFirst() }
    guard let seconds = Self.clock(rest) ?? Self.units(rest), seconds <= 1_000_000 else {
      return nil
    }
    switch sign {
    case "+": self = .step(seconds)
    case "-": self = .step(-seconds)
    default: self = .at(seconds)
    }
  }

  func applied(to position: Double) -> Double {
    switch self {
    case .at(let seconds): seconds
    case .step(let seconds): position + seconds
    }
  }

  /// Up to three numbers between colons; all but the first below 60.
  private static func clock(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count) else { return nil }
    var total = 0.0
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      guard !part.isEmpty, part.count <= 9,
        part.utf8.allSatisfy({ (48...57).contains($0) || (isLast && $0 == 46) }),
        let number = Double(part), index == 0 || number < 60
      else { return nil }
      total = total * 60 + number
    }
    return total
  }

  /// `1h2m30s`, in this order, each at most once.
  private static func units(_ text: Substring) -> Double? {
    var total = 0.0
    var digits = ""
    var left = ["h", "m", "s"][...]
    for character in text {
      if character.isASCII, character.isNumber, digits.count < 9 {
        digits.append(character)
        continue
      }
      guard let unit = left.firstIndex(of: String(character)), let number = Double(digits) else {
        return nil
      }
      total += number * [3600, 60, 1][unit]
      left = left[(unit + 1)...]
      digits = ""
    }
    return digits.isEmpty && left.count < 3 ? total : nil
  }
}
