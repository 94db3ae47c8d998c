import Foundation
import SyncSimulation

// Runs seeds and prints those that fail, with the command that runs each again.

#if canImport(Glibc)
  import Glibc
#endif

/// The order of sets and dictionaries must follow from the seed, too; that is decided at the start of
/// a process (`SWIFT_DETERMINISTIC_HASHING`).
func restartDeterministically() {
  guard getenv("SWIFT_DETERMINISTIC_HASHING") == nil else { return }
  setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
  var arguments = CommandLine.arguments.map { strdup($0) }
  arguments.append(nil)
  execv("/proc/self/exe", &arguments)
}

func value(_ name: String, _ fallback: Int) -> Int {
  for argument in CommandLine.arguments.dropFirst() where argument.hasPrefix(name + "=") {
    return Int(argument.dropFirst(name.count + 1)) ?? fallback
  }
  return fallback
}

restartDeterministically()

let first = value("first", 1)
let count = value("seeds", 100)
let operations = value("operations", 200)
let isTraced = value("trace", 0) == 1
let isExtended = value("extended", 1) == 1
let memory = "/dev/shm"
let base = access(memory, W_OK) == 0 ? memory : NSTemporaryDirectory()
let folder = "\(base)/cnt-simulate-\(getpid())"

struct Tally: Sendable {
  var requests = 0
  var faults: [String: Int] = [:]
  var failed: [String] = []
}

@Sendable func run(_ seed: Int) async -> Tally {
  var tally = Tally()
  do {
    let simulation = try Simulation(
      seed: UInt64(seed), operations: operations, folder: folder, isTraced: isTraced,
      isExtended: isExtended)
    do { try await simulation.run() } catch let violation as Simulation.Violation {
      tally.failed = violation.sentences
    }
    (tally.requests, tally.faults) = simulation.coverage
  } catch {
    tally.failed = ["\(error)"]
  }
  if !tally.failed.isEmpty {
    print("seed \(seed) fails:")
    for sentence in tally.failed { print("  \(sentence)") }
    print("  again: make simulate FIRST=\(seed) SEEDS=1 OPERATIONS=\(operations) TRACE=1")
  }
  return tally
}

let start = ContinuousClock.now
var total = Tally()
await withTaskGroup(of: Tally.self) { group in
  var next = first
  let workers = isTraced ? 1 : max(1, ProcessInfo.processInfo.activeProcessorCount)
  for _ in 0..<workers where next < first + count {
    group.addTask { [next] in await run(next) }
    next += 1
  }
  while let tally = await group.next() {
    total.requests += tally.requests
    total.faults.merge(tally.faults, uniquingKeysWith: +)
    total.failed += tally.failed.isEmpty ? [] : ["x"]
    if next < first + count {
      group.addTask { [next] in await run(next) }
      next += 1
    }
  }
}
try? FileManager.default.removeItem(atPath: folder)
let met = total.faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
print("\(count) seeds x \(operations) operations in \(ContinuousClock.now - start)")
print("\(total.requests) requests; faults: \(met.joined(separator: ", "))")
if !total.failed.isEmpty { print("\(total.failed.count) seeds failed") }
exit(total.failed.isEmpty ? 0 : 1)
