import Testing

@testable import MediaKit

struct ByteBudgetTests {
  @Test func `a scene that changes at once may be sent whole, then the rate counts`() {
    var budget = ByteBudget(cells: 1000)
    // What is tried first, then what a second and more gave.
    #expect(budget.available(now: 8) == 16_000)
    #expect(budget.available(now: 10) == 40_000)
    budget.spend(40_000)
    // A quarter of what a picture has at 30 a second.
    #expect(budget.available(now: 10) == 2250)
    #expect(budget.available(now: 11) == 40_000)
    budget.spend(40_000)
    #expect(abs(budget.available(now: 11.1) - 27_000) <= 1)
  }

  @Test func `a picture of another size begins with what is known of the terminal`() {
    var quick = ByteBudget(cells: 10)
    quick.drained(bytes: 100, seconds: 0.002)
    var whole = ByteBudget(cells: 1000, after: quick)
    #expect(whole.available(now: 0) == 40_000)
    for _ in 0..<20 { whole.drained(bytes: 1000, seconds: 0.5) }
    var slow = ByteBudget(cells: 2000, after: whole)
    #expect(slow.available(now: 0) <= 400)
    var unknown = ByteBudget(cells: 1000, after: ByteBudget(cells: 10))
    #expect(unknown.available(now: 0) == 16_000)
  }

  @Test func `a slow line is given less, until it is quick again`() {
    var budget = ByteBudget(cells: 1000)
    _ = budget.available(now: 0)
    for _ in 0..<20 { budget.drained(bytes: 1000, seconds: 0.5) }
    // 2000 bytes a second or less, and no more than a fifth of a second of them.
    #expect(budget.available(now: 60) <= 400)
    for _ in 0..<100 { budget.drained(bytes: 100, seconds: 0.002) }
    #expect(budget.available(now: 120) == 40_000)
  }
}

struct PixelFrameTests {
  @Test func `a picture in another size has its colours in the same places`() {
    let frame = PixelFrame(size: PixelSize(width: 2, height: 2), pixels: [1, 2, 3, 4])
    #expect(frame.scaled(to: PixelSize(width: 4, height: 2)).pixels == [1, 1, 2, 2, 3, 3, 4, 4])
    #expect(frame.scaled(to: PixelSize(width: 1, height: 1)).pixels == [1])
    #expect(frame.scaled(to: .none).pixels.isEmpty)
  }
}
