import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// What hosts do with their events, and people with their account: at once here, once on the server.
struct HostTests {
  private func rig() async throws -> Rig {
    let rig = try Rig()
    rig.platform.with {
      $0.events = [
        Event(
          id: 1, hostID: 7, title: "Carols", eventDate: Timestamp("2027-12-24T18:30:00"),
          maxAttendees: 10)
      ]
    }
    _ = await rig.engine.syncOnce()
    return rig
  }

  private func event(_ rig: Rig) throws -> Event? {
    if case .event(let event)? = try rig.mirror.row(ItemRef(kind: .event, id: 1))?.item {
      event
    } else {
      nil
    }
  }

  private let changes = MemberChanges([
    "title": .string("Songs"), "location": .string("Chapel"), "max_attendees": .int(0),
  ])

  @Test func `a changed event shows at once, and a pull in between does not undo it`() async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(.editEvent(1, changes), now: rig.now)
    #expect(try event(rig)?.title == "Songs")
    #expect(try event(rig)?.location == "Chapel")
    #expect(try event(rig)?.maxAttendees == 0)
    #expect(
      try rig.rows(.events(.hosting), match: "songs").map(\.item.ref.id) == [1])
    let asked = try rig.mirror.asking()
    _ = try rig.mirror.apply([rig.platform.with { $0.events[0] }], now: rig.now, asked: asked)
    #expect(try event(rig)?.title == "Songs")
  }

  @Test func `a change that the server refuses goes back to its words`() async throws {
    let rig = try await rig()
    rig.platform.fail("PUT /events/1", .status(403, detail: "Not your event"))
    try rig.mirror.submit(.editEvent(1, changes), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().map(\.state) == [.failed])
    #expect(try event(rig)?.title == "Carols")
    #expect(try event(rig)?.location == nil)
    #expect(try rig.rows(.search("songs")).isEmpty)
    #expect(try rig.rows(.search("carols")).map(\.item.ref.id) == [1])
  }

  @Test func `a deleted event is in no list, and comes back when that is given up`() async throws {
    let rig = try await rig()
    let id = try rig.mirror.submit(.deleteEvent(1), now: rig.now)
    for scope in [ListQuery.EventScope.hosting, .upcoming, .all] {
      #expect(try rig.rows(.events(scope)).isEmpty)
    }
    let day = Int(Timestamp("2027-12-24T18:30:00")?.secondsSince1970 ?? 0) / 86_400
    #expect(try rig.mirror.events(days: day...day, limit: 10).isEmpty)
    try rig.mirror.discard(id)
    #expect(try rig.rows(.events(.hosting)).map(\.item.ref.id) == [1])
    #expect(try rig.mirror.events(days: day...day, limit: 10).count == 1)
  }

  @Test func `an event that is gone already counts as deleted`() async throws {
    let rig = try await rig()
    try rig.mirror.submit(.deleteEvent(1), now: rig.now)
    rig.platform.with { $0.events = [] }
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(try event(rig) == nil)
    #expect(rig.platform.calls("DELETE /events/1") == 1)
  }

  private let guests = [
    EventAttendee(id: 1, userID: 20, user: UserSummary(id: 20, name: "Ruth")),
    EventAttendee(id: 2, userID: 21, status: "approved"),
  ]

  @Test func `an answer to a guest shows at once and outlives a look`() async throws {
    let rig = try await rig()
    try rig.mirror.setAttendees(guests, event: 1, asked: rig.mirror.asking())
    #expect(try rig.mirror.attendees(event: 1).map(\.user?.name) == ["Ruth", nil])
    let id = try rig.mirror.submit(
      .decideAttendee(event: 1, user: 20, status: "approved"), now: rig.now)
    #expect(try rig.mirror.attendees(event: 1).map(\.status) == ["approved", "approved"])
    var more = guests
    more.append(EventAttendee(id: 3, userID: 22))
    try rig.mirror.setAttendees(more, event: 1, asked: rig.mirror.asking())
    #expect(try rig.mirror.attendees(event: 1).count { $0.status == "approved" } == 2)
    try rig.mirror.discard(id)
    #expect(try rig.mirror.attendees(event: 1).count { $0.status == "pending" } == 2)
  }

  @Test func `an answer is sent once more after a lost one, and changes nothing twice`()
    async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(
      .decideAttendee(event: 1, user: 20, status: "approved"), now: rig.now)
    rig.platform.fail("PUT /events/1/attendees/20", .answerLost)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().count == 1)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.outbox().isEmpty)
    #expect(rig.platform.calls("PUT /events/1/attendees/20") == 2)
  }

  @Test func `a changed profile shows at once and is not undone by a pull before it is sent`()
    async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(
      .editProfile(MemberChanges(["name": .string("Mirjam"), "bio": .string("Sings")])),
      now: rig.now)
    #expect(try rig.mirror.profile()?.name == "Mirjam")
    let told = User(id: 7, name: "Miriam", email: "m@example.org", phone: "1")
    _ = try rig.mirror.setProfile(told, asked: rig.mirror.asking())
    #expect(try rig.mirror.profile()?.name == "Mirjam")
    #expect(try rig.mirror.profile()?.phone == "1")
    // The same again writes nothing of the server's, and keeps the change.
    _ = try rig.mirror.setProfile(told, asked: rig.mirror.asking())
    #expect(try rig.mirror.profile()?.bio == "Sings")
  }

  @Test func `a profile that the server refuses goes back, and the words stay in the outbox`()
    async throws
  {
    let rig = try await rig()
    rig.platform.fail("PUT /users/me", .status(400, detail: "Username already taken"))
    try rig.mirror.submit(
      .editProfile(MemberChanges(["username": .string("grace")])), now: rig.now)
    _ = await rig.engine.syncOnce()
    #expect(try rig.mirror.profile()?.username == nil)
    let entry = try #require(try rig.mirror.outbox().first)
    #expect(entry.state == .failed)
    #expect(entry.failure?.contains("taken") == true)
  }

  @Test func `what was sent counts as the server's words when a later change is refused`()
    async throws
  {
    let rig = try await rig()
    try rig.mirror.submit(
      .editProfile(MemberChanges(["name": .string("Mirjam")])), now: rig.now)
    let entry = try #require(try rig.mirror.outbox().first)
    _ = try rig.mirror.markSending(entry.id, floor: nil, isKeyed: false, now: rig.now)
    try rig.mirror.complete(entry, .nothing, now: rig.now)
    let id = try rig.mirror.submit(
      .editProfile(MemberChanges(["name": .string("M")])), now: rig.now)
    try rig.mirror.discard(id)
    #expect(try rig.mirror.profile()?.name == "Mirjam")
  }

  @Test func `people and followers are kept as they were told`() throws {
    let rig = try Rig()
    let person = PublicUser(id: 20, username: "ruth", name: "Ruth", bio: "Gleans")
    try rig.mirror.setPerson(person, now: rig.now)
    #expect(try rig.mirror.person(20) == person)
    #expect(try rig.mirror.person(21) == nil)
    let changes = rig.mirror.totalChanges()
    try rig.mirror.setPerson(person, now: rig.now)
    #expect(rig.mirror.totalChanges() == changes)
    let follower = ArtistFollower(id: 1, userID: 20, userName: "Ruth")
    try rig.mirror.setFollowers([follower], artist: 5)
    #expect(try rig.mirror.followers(artist: 5) == [follower])
    try rig.mirror.setFollowers([], artist: 5)
    #expect(try rig.mirror.followers(artist: 5).isEmpty)
  }
}
