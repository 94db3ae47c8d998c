import Testing

/// Hostile texts through the real terminal code into libvterm; `make fuzz` shows many more.
struct HostileTextTests {
  @Test(arguments: [1, 2, 3])
  func `no text leaves its place or drives the terminal`(seed: Int) throws {
    let run = try ProgramRun(
      BuiltProducts.fuzz, ["count=1500", "seed=\(seed)"], timeout: 120)
    #expect(run.status == 0, "\(run.output)\(run.error)")
  }

  @Test func `what such a text does to a terminal that gets it is seen`() throws {
    let run = try ProgramRun(BuiltProducts.fuzz, ["count=240", "seed=1", "raw=1"], timeout: 120)
    #expect(run.status == 1, "\(run.output)\(run.error)")
  }
}
