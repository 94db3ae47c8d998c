import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// What is fetched because somebody looks at it.
struct LookingTests {
  @Test func `an answer as to a guest takes nobody's following back`() async throws {
    let rig = try Rig()
    let artist = Artist(id: 5, userID: 3, artistName: "Asaph", isFollowing: true)
    _ = try rig.mirror.apply([artist], now: rig.now)
    func isFollowing() throws -> Bool? {
      guard case .artist(let artist)? = try rig.mirror.row(ItemRef(kind: .artist, id: 5))?.item
      else { return nil }
      return artist.isFollowing
    }
    var asToGuest = artist
    asToGuest.isFollowing = nil
    rig.platform.with { [asToGuest] in $0.artists = [asToGuest] }
    // Whether the token is still good cannot be found out.
    rig.platform.fail("GET /users/me", .unreachable)
    await rig.engine.lookAtPerson(3)
    #expect(rig.platform.calls("GET /artists/by-user/3") == 1)
    #expect(try isFollowing() == true)
    // It is: so the answer is what the server has.
    await rig.engine.lookAtPerson(3)
    #expect(try isFollowing() == nil)
  }
}
