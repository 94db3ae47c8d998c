/// How many bytes pictures may take: a steady rate with room for a scene that changes at once, and
/// less of both where the terminal, or the line to it, is slow.
public struct ByteBudget: Hashable, Sendable {
  /// Bytes for each cell and second where nothing holds them up: at 30 pictures a second a third of
  /// what sending every cell takes.
  static let fullRate = 270.0
  /// A terminal that needs longer than this for what it was sent is slow, seconds.
  static let patience = 0.03
  /// Less than this is no time for a terminal to read anything, seconds.
  static let atOnce = 0.001
  /// What is sent to a terminal of which nothing is known yet, bytes.
  static let trial = 16_000.0
  /// Bytes for each cell that may be saved up: every cell of a picture.
  static let burst = 40.0

  private let cells: Double
  private var rate: Double
  private var saved: Double
  private var last: Double?
  /// Whether the terminal has shown what it takes.
  private var isProven = false

  /// For pictures of so many cells; what `old` knows of the terminal stays known.
  public init(cells: Int, after old: ByteBudget? = nil) {
    self.cells = Double(max(1, cells))
    rate = Self.fullRate * self.cells
    saved = Self.burst * self.cells
    guard let old, old.isProven else {
      saved = min(Self.trial, saved)
      return
    }
    isProven = true
    guard old.rate < Self.fullRate * old.cells else { return }
    rate = min(rate, old.rate)
    saved = min(saved, rate / 5)
  }

  /// What may be sent at `now`, seconds of any clock.
  public mutating func available(now: Double) -> Int {
    if let last { saved += max(0, now - last) * rate }
    last = now
    // What a slow line takes in a fifth of a second is all that may stand before a key's answer.
    saved = min(saved, min(Self.burst * cells, max(Self.burst, rate / 5)))
    // A picture that took more than there was does not keep the next from moving at all.
    return Int(max(saved, rate / 120))
  }

  public mutating func spend(_ bytes: Int) {
    saved = max(-Self.burst * cells, saved - Double(bytes))
  }

  /// The terminal took `bytes` in so many seconds. What it took at once may still lie in a buffer on
  /// the way: that says little, but lets a line that was slow for a while prove itself again.
  public mutating func drained(bytes: Int, seconds: Double) {
    guard seconds > Self.atOnce else {
      rate = min(Self.fullRate * cells, rate * 1.01)
      return
    }
    isProven = true
    if seconds > Self.patience {
      rate = max(1000, min(rate * 0.9, Double(bytes) / seconds * 0.9))
    } else {
      rate = min(Self.fullRate * cells, rate * 1.1)
    }
  }
}
