import Foundation

/// Slows down the guessing of passwords: after some failures a name, or an address, has to wait.
actor LoginGuard {
  /// Failures within the window after which nobody is let try.
  static let mostFailures = 10
  static let window: TimeInterval = 300

  private var failures: [String: [Date]] = [:]
  private let now: @Sendable () -> Date

  init(now: @escaping @Sendable () -> Date) { self.now = now }

  /// Throws a 429 with Retry-After when this name has to wait.
  func check(_ name: String, _ address: String) throws {
    for (key, limit) in keys(name, address) {
      let recent = self.recent(key)
      guard recent.count >= limit, let first = recent.first else { continue }
      let wait = max(1, Int((Self.window - now().timeIntervalSince(first)).rounded(.up)))
      throw Problem(
        429, "Too many failed logins. Try again in \(wait) seconds.",
        headers: [("Retry-After", "\(wait)")])
    }
  }

  func failed(_ name: String, _ address: String) {
    if failures.count > 10_000 { failures = failures.filter { !recent($0.key).isEmpty } }
    for (key, _) in keys(name, address) { failures[key] = recent(key) + [now()] }
  }

  func succeeded(_ name: String, _ address: String) {
    failures[keys(name, address)[0].0] = nil
  }

  private func keys(_ name: String, _ address: String) -> [(String, Int)] {
    [
      ("name:\(name.lowercased())@\(address)", Self.mostFailures),
      ("address:\(address)", Self.mostFailures * 10),
    ]
  }

  private func recent(_ key: String) -> [Date] {
    let earliest = now().addingTimeInterval(-Self.window)
    return (failures[key] ?? []).filter { $0 > earliest }
  }
}
