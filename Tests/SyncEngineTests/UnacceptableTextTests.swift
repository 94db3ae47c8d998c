import CNTKit
import Testing

@testable import SyncEngine

/// Texts that a server is known to refuse.
struct UnacceptableTextTests {
  private let long = String(repeating: "a", count: 10_001)

  private func rig(limits: Bool) throws -> Rig {
    let rig = try Rig()
    try rig.mirror.setCapabilities(
      ServerCapabilities(features: limits ? [ServerCapabilities.textLimits: 1] : [:]))
    return rig
  }

  @Test func `what a server would refuse is not written down`() throws {
    let rig = try rig(limits: true)
    let writes: [Write] = [
      .comment(post: 1, text: long),
      .createPlaylist(PlaylistCreate(name: String(repeating: "n", count: 301))),
      .editProfile(MemberChanges(["bio": .string(String(repeating: "b", count: 5001))])),
      .askSupport(SupportMessageCreate(subject: "S", message: long)),
      .answerSupport(id: 1, text: long, known: nil),
      .post(
        CommunityPostCreate(
          title: "T", content: String(repeating: "c", count: 50_001), category: "general")),
    ]
    for write in writes {
      let error = #expect(throws: UnacceptableText.self) {
        try rig.mirror.submit(write, now: rig.now)
      }
      #expect(error?.recovery.hasPrefix("Shorten the ") == true)
    }
    #expect(try rig.mirror.outbox().isEmpty)
    try rig.mirror.submit(.comment(post: 1, text: String(long.dropLast())), now: rig.now)
    #expect(try rig.mirror.outbox().count == 1)
  }

  @Test func `of a server that tells no limits none are assumed`() throws {
    let rig = try rig(limits: false)
    try rig.mirror.submit(.comment(post: 1, text: long), now: rig.now)
    #expect(try rig.mirror.outbox().count == 1)
  }
}
