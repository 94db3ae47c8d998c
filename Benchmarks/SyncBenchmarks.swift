import CNTKit
import Foundation
import SyncEngine

/// How fast the mirror is filled, kept current and searched.
enum SyncBenchmarks {
  static func run(program: String, tell: (Figure) -> Void) async throws {
    tell(try await coldSync())
    tell(try await repull())
    // A million rows are synced by a process of its own, whose memory is looked at.
    let million = try Bench("million")
    defer { million.remove() }
    try memory(program, million).forEach(tell)
    tell(try await incremental(million))
    try search(million).forEach(tell)
  }

  /// 100,000 rows over pages, against the same rows through SQLite alone.
  private static func coldSync() async throws -> Figure {
    let feed = SampleFeed(count: 100_000)
    let posts = (1...feed.count).reversed().map(feed.post)
    var ratios: [(ratio: Double, ours: Double, peer: Double)] = []
    for _ in 0..<3 {
      let (bench, bare) = (try Bench("cold"), try Bench("bare"))
      defer {
        bench.remove()
        bare.remove()
      }
      let server = SampleServer(feed)
      server.prepare(pageSizes: [100, 200, 400, 500])
      let mirror = try bench.mirror()
      let engine = try bench.engine(mirror, server)
      let start = ContinuousClock.now
      let report = await engine.syncOnce()
      let ours = (ContinuousClock.now - start).seconds
      guard report.failure == nil,
        try mirror.count(ListQuery(source: .feed(category: nil)), upTo: .max) == feed.count
      else { throw BenchError.notWhole(report.lines) }
      // Only makes the tables.
      _ = try bare.mirror()
      let peer = BareSQLite.write(posts, to: bare.folder + "/mirror/mirror.sqlite", page: 500)
        .seconds
      ratios.append((peer / ours, ours, peer))
    }
    let middle = ratios.sorted { $0.ratio < $1.ratio }[1]
    return Figure(
      area: "sync", name: "cold sync of 100k rows, rate against bare SQLite",
      ours: rounded(100_000 / middle.ours, "rows/s"),
      peer: rounded(100_000 / middle.peer, "rows/s"), ratio: middle.ratio, goal: ">= 0.8",
      isHeld: middle.ratio >= 0.8)
  }

  /// Pulling what is known already.
  private static func repull() async throws -> Figure {
    let bench = try Bench("repull")
    defer { bench.remove() }
    let server = SampleServer(SampleFeed(count: 2000))
    let mirror = try bench.mirror()
    let engine = try bench.engine(mirror, server)
    _ = await engine.syncOnce()
    _ = await engine.syncOnce()
    let before = mirror.totalChanges()
    _ = await engine.syncOnce()
    let writes = mirror.totalChanges() - before
    return Figure(
      area: "sync", name: "rows written by an unchanged re-pull", ours: "\(writes)", peer: "-",
      ratio: nil, goal: "0", isHeld: writes == 0)
  }

  private static func memory(_ program: String, _ bench: Bench) throws -> [Figure] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = ["--cold", bench.folder, "1000000"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let numbers = String(decoding: output, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .compactMap {
        Double($0)
      }
    guard process.terminationStatus == 0, numbers.count == 2 else {
      throw BenchError.notWhole([
        "the process that syncs a million rows ended with \(process.terminationStatus): \(numbers)",
        String(decoding: output, as: UTF8.self),
      ])
    }
    let peak = numbers[0] / 1_000_000
    return [
      Figure(
        area: "sync", name: "peak memory of a cold sync of 1M rows", ours: rounded(peak, "MB"),
        peer: "-", ratio: nil, goal: "< 150 MB", isHeld: peak < 150),
      Figure(
        area: "sync", name: "cold sync of 1M rows, the server's time in it",
        ours: rounded(numbers[1], "s"),
        peer: "-", ratio: nil, goal: "-", isHeld: true),
    ]
  }

  /// The other process: prints the most memory it had, bytes, and the seconds it took.
  static func coldSyncOnly(folder: String, count: Int) async throws {
    let bench = Bench(existing: folder)
    let mirror = try bench.mirror()
    let engine = try bench.engine(mirror, SampleServer(SampleFeed(count: count)))
    let start = ContinuousClock.now
    let report = await engine.syncOnce()
    guard report.failure == nil else { throw BenchError.notWhole(report.lines) }
    print("\(Bench.peakMemory) \((ContinuousClock.now - start).seconds)")
  }

  /// 100 changes out of a change feed, where 10,000 and where a million rows are mirrored.
  private static func incremental(_ million: Bench) async throws -> Figure {
    let small = try Bench("small")
    defer { small.remove() }
    let mirror = try small.mirror()
    _ = await (try small.engine(mirror, SampleServer(SampleFeed(count: 10_000)))).syncOnce()
    let large = try million.mirror()
    var (few, many): ([Double], [Double]) = ([], [])
    // By turns, so that whatever else the machine does is in both.
    for round in 0..<45 {
      let times = (
        try await changes(small, mirror, count: 10_000, round: round),
        try await changes(million, large, count: 1_000_000, round: round)
      )
      guard round >= 5 else { continue }
      few.append(times.0)
      many.append(times.1)
    }
    let (peer, ours) = (middle(few), middle(many))
    return Figure(
      area: "sync", name: "100 changes with 1M rows mirrored against 10k",
      ours: rounded(ours * 1000, "ms"), peer: rounded(peer * 1000, "ms"), ratio: ours / peer,
      goal: "<= 1.2", isHeld: ours / peer <= 1.2)
  }

  private static func middle(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  /// The seconds that one page of 100 changes takes.
  private static func changes(
    _ bench: Bench, _ mirror: Mirror, count: Int, round: Int
  ) async throws -> Double {
    var feed = SampleFeed(count: count)
    let first = count / 2 + round * 100
    let ids = (0..<100).map { (first + $0 * 37) % count + 1 }
    feed.edited = Set(ids)
    let page = SyncChangePage(
      changes: ids.map { id in
        var post = feed.post(id)
        post.likesCount += round + 1
        return .upsert(.post(post))
      }, cursor: "end \(round)", hasMore: false)
    // As if the feed had been read up to here.
    try mirror.configure(
      """
      INSERT OR REPLACE INTO state (key, value) VALUES ('feed_cursor', 'bench');
      INSERT OR REPLACE INTO state (key, value) VALUES ('feed_is_whole', 0);
      """)
    let server = SampleServer(feed, changes: [try JSONEncoder().encode(page)])
    let engine = try bench.engine(mirror, server)
    let start = ContinuousClock.now
    let report = await engine.syncOnce()
    let time = (ContinuousClock.now - start).seconds
    guard report.collections.first?.changed == 100 else {
      throw BenchError.notWhole(report.lines)
    }
    return time
  }

  /// What a person types, letter by letter.
  private static func search(_ million: Bench) throws -> [Figure] {
    let mirror = try million.mirror()
    let typed = [
      "gra", "grac", "grace", "mer", "merc", "mercy hope", "lo", "lov", "fai", "faith gr", "w1",
      "w1x", "w2bx grac", "w2bx grace", "\"grace mercy\"", "pea", "peace", "spi", "truth", "sho",
      "king", "kin",
      "li", "lif", "life wa", "zzz", "do", "person 42", "holy", "hod", "wath",
    ]
    var times: [Double] = []
    for round in 0..<12 {
      for words in typed {
        let start = ContinuousClock.now
        _ = try mirror.window(
          ListQuery(source: .search(words)), anchor: .first, limit: 50)
        if round >= 2 { times.append((ContinuousClock.now - start).seconds * 1000) }
      }
    }
    times.sort()
    let p99 = times[times.count * 99 / 100]
    return [
      Figure(
        area: "sync", name: "search with 1M rows, p99 of 50 results", ours: rounded(p99, "ms"),
        peer: "-", ratio: nil, goal: "< 10 ms", isHeld: p99 < 10),
      Figure(
        area: "sync", name: "search with 1M rows, middle",
        ours: rounded(times[times.count / 2], "ms"),
        peer: "-", ratio: nil, goal: "-", isHeld: true),
    ]
  }
}

enum BenchError: Error {
  case notWhole([String])
}
