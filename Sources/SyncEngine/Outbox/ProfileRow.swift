import CNTKit
import Foundation
import GRDB

/// One's own account: as the server told it, and as it is with what waits to be sent.
enum ProfileRow {
  static func user(_ db: Database, _ key: String) throws -> User? {
    try StateRow.text(db, key).flatMap {
      try? JSONDecoder().decode(User.self, from: Data($0.utf8))
    }
  }

  /// Takes the account as the server gave it, and does to it again what waits to be sent.
  static func take(_ db: Database, _ user: User, asked: Asked?) throws {
    try set(db, StateRow.profileTold, user)
    try redo(db, user, asked: asked)
  }

  /// Goes back to what the server said, with what still waits done again.
  static func restore(_ db: Database) throws {
    guard let told = try user(db, StateRow.profileTold) else { return }
    try redo(db, told, asked: nil)
  }

  /// The server has it: from now on these are its words.
  static func settle(_ db: Database, _ changes: MemberChanges) throws {
    guard var told = try user(db, StateRow.profileTold) else { return }
    told.apply(changes)
    try set(db, StateRow.profileTold, told)
  }

  static func change(_ db: Database, _ changes: MemberChanges) throws {
    guard var user = try user(db, StateRow.profile) else { return }
    // Mirrors of older versions have only the one.
    if try StateRow.text(db, StateRow.profileTold) == nil {
      try set(db, StateRow.profileTold, user)
    }
    user.apply(changes)
    try set(db, StateRow.profile, user)
  }

  private static func redo(_ db: Database, _ told: User, asked: Asked?) throws {
    var user = told
    for entry in try OutboxRow.open(db, settledAfter: asked) {
      guard case .editProfile(let changes) = entry.write, entry.state != .failed else { continue }
      user.apply(changes)
    }
    try set(db, StateRow.profile, user)
  }

  private static func set(_ db: Database, _ key: String, _ user: User) throws {
    try StateRow.set(db, key, try json(user))
  }

  static func json(_ user: User) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(user), as: UTF8.self)
  }
}

extension User {
  /// The account with other words in it.
  mutating func apply(_ changes: MemberChanges) {
    for (name, value) in changes.values {
      switch name {
      case "name": self.name = value.stringValue
      case "username": username = value.stringValue ?? username
      case "phone": phone = value.stringValue
      case "bio": bio = value.stringValue
      case "date_of_birth": dateOfBirth = value.stringValue.flatMap { Timestamp($0) }
      case "avatar": avatar = value.stringValue
      default: break
      }
    }
  }
}

extension Mirror {
  /// Takes the account as the server gave it; one that says nothing new costs no write.
  func setProfile(_ user: User, asked: Asked) throws -> ApplyResult {
    let told = try ProfileRow.json(user)
    let known = try read { db in
      (
        told: try StateRow.text(db, StateRow.profileTold),
        shown: try StateRow.text(db, StateRow.profile)
      )
    }
    if known.told == told, known.shown == told { return ApplyResult(unchanged: 1) }
    try write(durably: false) { try ProfileRow.take($0, user, asked: asked) }
    if known.told == told { return ApplyResult(unchanged: 1) }
    return known.shown == nil ? ApplyResult(added: 1) : ApplyResult(changed: 1)
  }
}
