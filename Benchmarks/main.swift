import Foundation

// cnt-bench [AREA]: measures and prints a line a figure.

let arguments = Array(CommandLine.arguments.dropFirst())
if arguments.count == 3, arguments[0] == "--cold", let count = Int(arguments[2]) {
  try await SyncBenchmarks.coldSyncOnly(folder: arguments[1], count: count)
  exit(0)
}
let only = arguments.first
guard only == nil || ["sync", "app", "create", "feel"].contains(only) else {
  print("There are no benchmarks of “\(only ?? "")”: there are sync, app, create and feel.")
  exit(64)
}
print("area\tname\tours\tpeer\tratio\tgoal\t")
do {
  let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  if only == nil || only == "app" {
    try AppBenchmarks.run(program: program, tell: Figure.tell)
    try await FeelBenchmarks.run(program: program, tell: Figure.tell)
  }
  if only == nil || only == "create" {
    try await CreateBenchmarks.run(tell: Figure.tell)
  }
  // The second half of "app" alone.
  if only == "feel" { try await FeelBenchmarks.run(program: program, tell: Figure.tell) }
  if only == nil || only == "sync" {
    try await SyncBenchmarks.run(program: program, tell: Figure.tell)
  }
} catch {
  print("The benchmarks failed: \(error)")
  exit(1)
}
