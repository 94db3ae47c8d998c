import Foundation

/// How many watch a stream, at this instance and at others.
extension RealtimeHub {
  /// Seconds after which what an instance said of its viewers counts no more: it is gone.
  static let countsAge = 30.0

  /// Those in a room of the platform's namespace, wherever they are connected.
  func viewers(_ name: String) -> Int {
    let earliest = now().addingTimeInterval(-Self.countsAge)
    let elsewhere = countsElsewhere.values.reduce(0) { sum, told in
      told.at > earliest ? sum + (told.rooms[name] ?? 0) : sum
    }
    return count(Room(namespace: "/", name: name)) + elsewhere
  }

  /// Sets who tells other instances; nil for nobody.
  func tellCounts(_ work: (@Sendable ([String: Int]) -> Void)?) {
    countsTold = work
    if work == nil { countsElsewhere = [:] }
    sayCounts()
  }

  /// Tells the others how many are in the rooms of streams here.
  func sayCounts() {
    guard let countsTold else { return }
    var counts: [String: Int] = [:]
    for (room, keys) in rooms where room.namespace == "/" && !keys.isEmpty {
      if let name = room.name, name.hasPrefix("stream_") { counts[name] = keys.count }
    }
    countsTold(counts)
  }

  /// Takes in what another instance says, and tells those here of what is different.
  func noteCounts(_ rooms: [String: Int], of host: String) {
    let earliest = now().addingTimeInterval(-Self.countsAge)
    countsElsewhere = countsElsewhere.filter { $0.value.at > earliest }
    let before = countsElsewhere[host]?.rooms ?? [:]
    // A host that makes up names does not fill the memory.
    guard countsElsewhere.count < 1000 || !before.isEmpty else { return }
    countsElsewhere[host] = (rooms, now())
    for name in Set(before.keys).union(rooms.keys)
    where before[name] != rooms[name] && name.hasPrefix("stream_") {
      PlatformNamespace.announceCount(String(name.dropFirst(7)), self)
    }
  }
}
