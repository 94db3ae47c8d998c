import Foundation

/// Where a Redis is: `redis://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE]`.
public struct RedisAddress: Sendable, Hashable {
  public var host: String
  public var port: Int
  public var user: String?
  public var password: String?
  public var database: Int

  /// nil for what is no such address.
  public init?(_ text: String) {
    guard let parts = URLComponents(string: text), parts.scheme == "redis",
      let host = parts.host, !host.isEmpty
    else { return nil }
    self.host = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
    port = parts.port ?? 6379
    user = parts.user.flatMap { $0.isEmpty ? nil : $0 }
    password = parts.password.flatMap { $0.isEmpty ? nil : $0 }
    let path = parts.path.drop { $0 == "/" }
    guard path.isEmpty || Int(path) != nil, (1...65_535).contains(port) else { return nil }
    database = Int(path) ?? 0
  }

  /// What is said first on a connection.
  var greeting: [[String]] {
    var commands: [[String]] = []
    if let password { commands.append(["AUTH"] + (user.map { [$0] } ?? []) + [password]) }
    if database != 0 { commands.append(["SELECT", "\(database)"]) }
    return commands
  }
}
