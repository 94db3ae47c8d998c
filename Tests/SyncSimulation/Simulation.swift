import CNTKit
import Foundation
import SyncEngine

/// One run: two devices of one person, one of another, people on the web, a server, a network that
/// fails, and processes that die. Everything follows from the seed.
public final class Simulation {
  /// What must hold once all is quiet, and does not.
  public struct Violation: Error, Hashable, Sendable {
    public var seed: UInt64
    public var operations: Int
    public var sentences: [String]
  }

  let seed: UInt64
  let operations: Int
  let network: SimNetwork
  let root: String
  var random: SeededRandom
  var devices: [SimDevice] = []
  /// What people did on devices, in order.
  var deeds: [Deed] = []
  var texts = 0
  /// Texts that were given up on purpose.
  var discarded: Set<String> = []
  /// Who set a state, by its name.
  var hands: [String: Set<String>] = [:]
  /// States whose last write was refused and given up.
  var refused: Set<String> = []
  var backup: SimWorld?
  /// Whether to print what happens.
  let isTraced: Bool
  /// Whether people also keep things on their devices and take decisions back, and processes die with
  /// new tokens.
  let isExtended: Bool
  var downloadRandom: SeededRandom
  /// By device, whether a download is wanted; nil where its process died before it could say.
  var wished: [String: [ItemRef: Bool?]] = [:]

  /// A write that a device took.
  struct Deed {
    var device: String
    var id: OutboxID
    var write: Write
    /// The unique text, of posts and comments.
    var text: String?
  }

  /// What is not extended gives for a seed what it gave when that seed found something.
  public init(
    seed: UInt64, operations: Int, folder: String, isTraced: Bool = false,
    isExtended: Bool = true
  ) throws {
    self.seed = seed
    self.isExtended = isExtended
    downloadRandom = SeededRandom(seed: seed &* 17 &+ 5)
    self.operations = operations
    self.isTraced = isTraced
    random = SeededRandom(seed: seed)
    var traits = SimTraits()
    traits.hasFeed = seed % 2 == 1
    traits.hasPostRoute = random.chance(70)
    traits.showsPending = random.chance(80)
    traits.personIsAdmin = random.chance(30)
    if random.chance(20) { traits.mostRows = 10 }
    network = SimNetwork(seed: seed &* 31 &+ 7, traits: traits, countsTokens: isExtended)
    root = folder + "/run-\(seed)"
    try? FileManager.default.removeItem(atPath: root)
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    network.with { $0.world.populate(hasMedia: isExtended) }
    network.media.state.withLock { $0.faultRate = 20 }
    devices = [
      try SimDevice(name: "laptop", user: SimWorld.me, network: network, root: root),
      try SimDevice(name: "phone", user: SimWorld.me, network: network, root: root),
      try SimDevice(name: "others", user: SimWorld.other, network: network, root: root),
    ]
    guard isExtended, isTight else { return }
    for device in devices { try device.mirror.setDownloadQuota(Self.tightQuota) }
  }

  /// Whether the devices have room for a few files only.
  var isTight: Bool { seed % 4 == 0 }
  static let tightQuota = 12_000

  deinit { try? FileManager.default.removeItem(atPath: root) }

  /// Faults that were met, by name, and requests made.
  public var coverage: (requests: Int, faults: [String: Int]) {
    network.with { state in
      let met = network.media.state.withLock { $0.met }
      return (state.requests, state.met.merging(met) { $0 + $1 })
    }
  }

  /// Runs the operations, lets things settle, and checks.
  public func run() async throws {
    network.with { state in
      state.faultRate = 12
      state.isTraced = isTraced
      state.bystander = { state in
        guard state.random.chance(4) else { return }
        state.webEdit()
      }
    }
    for number in 0..<operations {
      note("\(number)")
      try await operate()
      if isExtended, downloadRandom.chance(35) { try await keep() }
    }
    try await settle()
    let sentences = try check()
    guard sentences.isEmpty else {
      throw Violation(seed: seed, operations: operations, sentences: sentences)
    }
  }

  func note(_ text: @autoclosure () -> String) { if isTraced { print(text()) } }

  private func operate() async throws {
    guard let device = random.pick(devices) else { return }
    if device.isDead { try revive(device) }
    switch random.below(100) {
    case 0..<32: try act(device)
    case 32..<58:
      note("  \(device.name) round")
      _ = await device.engine.step()
    case 58..<62:
      note("  \(device.name) full sync")
      _ = await device.engine.syncOnce()
    case 62..<68: await look(device)
    case 68..<80: network.with { $0.webEdit() }
    case 80..<88:
      let waits: [TimeInterval] = [1, 20, 40, 300, 2000, 9000]
      let seconds: TimeInterval = random.pick(waits) ?? 1
      note("  time +\(seconds)")
      network.with { $0.pass(seconds) }
    case 88..<90:
      let jumps: [TimeInterval] = [-86_400, -3600, -30, 0, 45, 3600, 86_400 * 9]
      let jump: TimeInterval = random.pick(jumps) ?? 0
      note("  \(device.name) clock \(jump)")
      device.skew.seconds.withLock { $0 = jump }
    case 90..<95:
      let moment = random.below(12)
      note("  \(device.name) will die after \(moment)")
      device.dieAfter(moment)
    case 95..<97:
      note("  \(device.name) restarts")
      try device.restart()
    case 97: try fillDisk(device)
    case 98: backup = network.with { $0.world }
    default: restore()
    }
  }

  func revive(_ device: SimDevice) throws {
    note("  \(device.name) starts again")
    if device.isSignedIn { try device.restart() } else { try device.signIn() }
  }

  /// SQLite itself says that the disk is full, for this process's writes.
  private func fillDisk(_ device: SimDevice) throws {
    note("  \(device.name) disk is full")
    try device.mirror.configure("PRAGMA max_page_count = 1")
    try? act(device)
  }

  /// The server comes back as it was yesterday.
  private func restore() {
    guard let old = backup, random.chance(50) else { return }
    note("  server restored to \(old.feed.last) from \(network.with { $0.world.feed.last })")
    network.with { state in
      // What was taken in since then is lost, and what waits on the way to it is, too.
      let since = state.world
      for (text, count) in since.created where old.created[text, default: 0] < count {
        state.excused.insert(text)
      }
      state.isRestored = true
      state.world = old
      state.late = []
      state.restores += 1
      state.world.feed.epochs.append((1000 + state.restores, old.feed.last + 1))
    }
  }

  private func look(_ device: SimDevice) async {
    let posts = network.with { $0.world.posts.map(\.id) }
    switch random.below(5) {
    case 0: await device.engine.focus(.feed(category: nil))
    case 1: if let post = random.pick(posts) { await device.engine.focus(.comments(post: post)) }
    case 2: await device.engine.focus(.notifications(unreadOnly: false))
    case 3: await device.engine.focus(.favorites)
    default:
      let podcasts = network.with { $0.world.podcasts.map(\.id) }
      guard let id = random.pick(podcasts) else { return }
      await device.engine.refresh(ItemRef(kind: .podcast, id: id))
    }
  }
}
