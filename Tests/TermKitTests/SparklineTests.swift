import Testing

@testable import TermKit

struct SparklineTests {
  @Test func `columns are as high as their values against the highest`() {
    #expect(Sparkline([0, 1, 2, 4, 8]).text(width: 10) == "·▁▂▄█")
    #expect(Sparkline([3, 3, 3]).text(width: 10) == "███")
    #expect(Sparkline([0, 0]).text(width: 10) == "··")
  }

  @Test func `the last values stay where not all fit`() {
    #expect(Sparkline([8, 1, 0, 8]).text(width: 2) == "·█")
    #expect(Sparkline([8]).text(width: 0) == "")
    #expect(Sparkline([]).text(width: 9) == "")
  }

  @Test func `a little is told from nothing, and negative numbers count as nothing`() {
    #expect(Sparkline([1, 1_000_000, -5]).text(width: 9) == "▁█·")
  }
}
