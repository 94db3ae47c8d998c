import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Accounts as an admin's mirror has them, and what an admin does to them.
struct DeskUserTests {
  private func rig() async throws -> Rig {
    let rig = try Rig(isAdmin: true)
    rig.platform.with { world in
      world.users = [
        AdminUser(id: 7, username: "miriam", name: "Miriam", email: "m@x.org", isAdmin: true),
        AdminUser(
          id: 8, username: "asaph", name: "Asaph the Singer", email: "a@x.org",
          hasArtistProfile: true),
        AdminUser(id: 9, name: "Ruth", email: "ruth@gleaners.org"),
      ]
    }
    _ = await rig.engine.syncOnce()
    return rig
  }

  private func names(_ rig: Rig, _ filter: UserFilter, match: String? = nil) throws -> Set<Int> {
    Set(try rig.rows(.users(filter), match: match).map(\.item.ref.id))
  }

  @Test func `accounts are listed by role, found by name, user name and e-mail, and counted`()
    async throws
  {
    let rig = try await rig()
    #expect(try names(rig, .all) == [7, 8, 9])
    #expect(try names(rig, .admins) == [7])
    #expect(try names(rig, .artists) == [8])
    #expect(try names(rig, .regular) == [9])
    #expect(try names(rig, .all, match: "singer") == [8])
    #expect(try names(rig, .all, match: "miri") == [7])
    #expect(try names(rig, .all, match: "gleaners") == [9])
    #expect(try rig.rows(.search("singer")).isEmpty)
    let counts = try rig.mirror.userCounts()
    #expect(UserFilter.allCases.map { counts[$0] } == [3, 1, 1, 1])
    #expect(try rig.mirror.user(named: "RUTH@gleaners.org")?.id == 9)
    #expect(try rig.mirror.user(named: "asaph")?.id == 8)
    #expect(try rig.mirror.user(named: "nobody") == nil)
  }

  @Test func `a role changes at once and is sent; its opposite before that is nothing`()
    async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(.setAdmin(user: 9, true), now: rig.now)
    #expect(try names(rig, .admins) == [7, 9])
    try rig.mirror.submit(.setAdmin(user: 9, false), now: rig.now)
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try names(rig, .admins) == [7])
    try rig.mirror.submit(.setAdmin(user: 8, true), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.deskDeeds } == ["admin 8 true"])
    #expect(try names(rig, .admins) == [7, 8])
  }

  @Test func `a role whose answer was lost is looked at before it is sent again`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.setAdmin(user: 9, true), now: rig.now)
    rig.platform.fail("PATCH /admin/users/9/admin", .answerLost)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.deskDeeds } == ["admin 9 true"])
    #expect(rig.platform.calls("GET /admin/users/9") == 1)
    #expect(try rig.mirror.outbox().isEmpty)
  }

  @Test func `a deleted account is gone at once, and back when the server refuses`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.deleteUser(9, name: "ruth"), now: rig.now)
    #expect(try names(rig, .all) == [7, 8])
    rig.platform.fail(
      "DELETE /admin/users/9", .status(400, detail: "You cannot delete your own account"))
    let report = await rig.engine.syncOnce()
    #expect(report.refused == 1)
    #expect(try names(rig, .all) == [7, 8, 9])
    #expect(try rig.mirror.outbox().map(\.failure) == ["You cannot delete your own account"])
  }

  @Test(arguments: [FakePlatform.Fault.answerLost, .requestLost])
  func `a deletion whose answer was lost is carried out once`(fault: FakePlatform.Fault)
    async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(.deleteUser(9, name: "ruth"), now: rig.now)
    rig.platform.fail("DELETE /admin/users/9", fault)
    _ = await rig.engine.syncOnce()
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.with { $0.deskDeeds } == ["delete user 9"])
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try names(rig, .all) == [7, 8])
  }

  @Test func `an account that another admin deleted is told of, and not tried for ever`()
    async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(.setAdmin(user: 9, true), now: rig.now)
    rig.platform.before("PATCH /admin/users/9") { $0.users.removeAll { $0.id == 9 } }
    _ = await rig.engine.syncOnce()
    let failed = try #require(rig.mirror.outbox().first)
    #expect(failed.state == .failed && failed.failure?.contains("another admin deleted it") == true)
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.calls("PATCH") == 1)
  }

  @Test func `what was cleared from the desk is told to an admin by the feed again, once`()
    async throws
  {
    let rig = try await rig()
    /// A program that starts, with its place in the feed.
    func start(isAdmin: Bool) throws -> String? {
      try rig.mirror.write { try StateRow.set($0, StateRow.feedCursor, "far") }
      _ = try Rig.engine(rig.mirror, rig.platform, rig.home, isAdmin: isAdmin)
      return try rig.mirror.feedCursor()
    }
    // Who was made an admin since they signed in is sent what they are not shown, over and over.
    for id in 1...2 {
      _ = try rig.mirror.apply([AdminUser(id: id, name: "Ruth", email: "r@x.org")], now: rig.now)
      #expect(try start(isAdmin: false) == "far")
      #expect(try names(rig, .all).isEmpty)
    }
    #expect(try start(isAdmin: true) == nil)
    #expect(try start(isAdmin: true) == "far")
    // Where there is nothing to clear, nothing is to be told again.
    #expect(try start(isAdmin: false) == "far")
    #expect(try start(isAdmin: true) == "far")
  }

  @Test func `who is no admin any more keeps nothing of the desk`() async throws {
    let rig = try await rig()
    rig.platform.with { $0.pending = [AdminContentItem(id: 1, type: "podcast", title: "P")] }
    _ = await rig.engine.syncOnce()
    #expect(try rig.rows(.adminQueue(type: nil)).count == 1)
    rig.platform.with { $0.isAdmin = false }
    _ = await rig.engine.syncOnce()
    #expect(try names(rig, .all).isEmpty)
    #expect(try rig.rows(.adminQueue(type: nil)).isEmpty)
    #expect(try rig.mirror.dashboard() == nil)
    // And the lists are not asked for in vain from then on.
    let asked = rig.platform.calls("GET /admin")
    _ = await rig.engine.syncOnce()
    #expect(rig.platform.calls("GET /admin") == asked)
  }
}
