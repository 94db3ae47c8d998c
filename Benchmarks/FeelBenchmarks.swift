import CNTKit
import Foundation
import SyncEngine

/// What a person feels: how soon the app is there, how soon a key is answered, and what it costs to
/// leave it open; beside cmus, ncmpcpp and newsboat.
enum FeelBenchmarks {
  static func run(program: String, tell: (Figure) -> Void) async throws {
    let cnt = (program as NSString).deletingLastPathComponent + "/cnt"
    let bench = try Bench("feel")
    defer { bench.remove() }
    let peers = try FeelPeers(bench.folder + "/peers")
    defer { peers.end() }
    let others = try peers.all()
    let (small, large) = (1000, 1_000_000)
    let starting = try await home(bench, "100k", count: 100_000)
    let ours = FeelPeer(name: "cnt", program: cnt, arguments: [], shows: "Community")
    tell(
      try startUp(
        "start to first painted screen, 100k rows mirrored", ours, starting, others,
        peers.environment, goal: 0.030))
    let community = FeelPeer(
      name: "cnt", program: cnt, arguments: ["open", "community"], shows: "Person")
    tell(
      try startUp(
        "start to a list's first rows, 100k rows mirrored", community, starting, others,
        peers.environment, goal: nil))
    let short = try await keys(community, home(bench, "1k", count: small))
    let long = try await keys(community, home(bench, "1M", count: large))
    let theirs = try others.map { ($0.name, try keys($0, peers.environment)) }
    func named(_ value: ([Double]) -> Double) -> String {
      theirs.map { "\($0.0) \(rounded(value($0.1.times) * 1000, "ms"))" }.joined(separator: ", ")
    }
    let p99 = percentile(long.times, 99)
    tell(
      Figure(
        area: "app", name: "key to painted list, p99, 1M rows mirrored",
        ours: rounded(p99 * 1000, "ms"), peer: named { percentile($0, 99) }, ratio: nil,
        goal: "< 8 ms", isHeld: p99 < 0.008))
    let (middle, few) = (percentile(long.times, 50), percentile(short.times, 50))
    tell(
      Figure(
        area: "app", name: "key to painted list, middle, 1M rows against 1k",
        ours: rounded(middle * 1000, "ms"),
        peer: "1k rows \(rounded(few * 1000, "ms")), " + named { percentile($0, 50) },
        ratio: middle / few, goal: "<= 1.2", isHeld: middle / few <= 1.2))
    tell(
      Figure(
        area: "app", name: "CPU while nothing happens, share of one core over \(Int(idle)) s",
        ours: rounded(long.idle * 100, "%"),
        peer: theirs.map { "\($0.0) \(rounded($0.1.idle * 100, "%"))" }.joined(separator: ", "),
        ratio: nil, goal: "0.0 %", isHeld: long.idle < 0.0005))
  }

  private static let idle = 10.0

  /// The environment of an account with so many posts mirrored, whose server cannot be reached.
  private static func home(
    _ bench: Bench, _ name: String, count: Int
  ) async throws -> [String: String] {
    let folder = bench.folder + "/" + name
    let environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color",
      "COLORTERM": "truecolor", "HOME": folder, "CNT_HOME": folder + "/home",
      "CNT_AUDIO_OUTPUT": "null",
    ]
    let server = SampleServer(SampleFeed(count: count))
    let accounts = AccountDirectory(
      paths: try Paths(environment: environment), transport: server)
    let credentials = try await accounts.signIn(
      server: "http://127.0.0.1:9", name: "me", password: "secret")
    let mirror = try Mirror(folder: accounts.folder(of: credentials))
    let engine = SyncEngine(
      mirror: mirror, api: accounts.client(for: credentials), userID: credentials.userID,
      userName: credentials.name, isAdmin: false)
    let report = await engine.syncOnce()
    guard report.failure == nil else { throw BenchError.notWhole(report.lines) }
    return environment
  }

  /// The middle of several starts of each.
  private static func startUp(
    _ name: String, _ ours: FeelPeer, _ environment: [String: String], _ others: [FeelPeer],
    _ theirs: [String: String], goal: Double?
  ) throws -> Figure {
    func middle(_ peer: FeelPeer, _ environment: [String: String]) throws -> Double {
      var times: [Double] = []
      for _ in 0..<11 {
        let session = try TimedSession(peer.program, peer.arguments, environment: environment)
        times.append(try session.wait(for: peer.shows))
        session.end()
      }
      return percentile(times, 50)
    }
    let time = try middle(ours, environment)
    let peers = try others.map { "\($0.name) \(rounded(try middle($0, theirs) * 1000, "ms"))" }
    return Figure(
      area: "app", name: name, ours: rounded(time * 1000, "ms"),
      peer: peers.joined(separator: ", "), ratio: nil,
      goal: goal.map { "< \(Int($0 * 1000)) ms" } ?? "-", isHeld: goal.map { time < $0 } ?? true)
  }

  /// Goes down a long list, key by key, then leaves the program alone.
  private static func keys(
    _ peer: FeelPeer, _ environment: [String: String]
  ) throws -> (times: [Double], idle: Double) {
    let session = try TimedSession(peer.program, peer.arguments, environment: environment)
    defer { session.end() }
    _ = try session.wait(for: peer.shows)
    session.settle()
    if !peer.toList.isEmpty {
      session.type(peer.toList)
      session.settle()
    }
    let times = (0..<400).compactMap { _ in session.press("j") }
    guard times.count > 300 else {
      throw BenchError.notWhole(["\(peer.name) answered \(times.count) of 400 keys"])
    }
    session.settle(1)
    let before = session.cpu
    session.settle(idle)
    return (times, (session.cpu - before) / idle)
  }

  private static func percentile(_ values: [Double], _ share: Int) -> Double {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, sorted.count * share / 100)]
  }
}
