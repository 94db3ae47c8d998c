import CNTKit
import SyncEngine
import Testing

@testable import cnt_tui

/// Names of things in a shell.
struct ThingNamesTests {
  @Test func `numbers belong to the kind before them`() throws {
    let refs = try ThingNames.read(["podcast", "12", "13", "music/4", "post/-2"], of: .all)
    #expect(refs.map(ThingNames.name) == ["podcast/12", "podcast/13", "track/4", "post/-2"])
  }

  @Test(arguments: [
    "12", "podcast/", "podcast/0", "podcast/-1", "podcast/1/2", "podcast/012", "podcast/9e3",
    "podcast/99999999999999999999", "sermon/1", "/1", "",
  ])
  func `what names nothing is refused`(word: String) {
    #expect(ThingNames.reference(word) == nil)
    let failure = #expect(throws: Failure.self) { _ = try ThingNames.read([word], of: .all) }
    #expect(failure?.code == .usage)
  }

  @Test func `a scope names only its own kinds`() {
    let failure = #expect(throws: Failure.self) {
      _ = try ThingNames.read(["post", "1"], of: .only([.podcast, .movie]))
    }
    #expect(failure?.sentence.contains("a kind (podcast or movie) and numbers") == true)
  }

  @Test func `what waits for a decision has the name of what it is`() throws {
    let waiting = AdminContentItem(id: 5, type: "community_post", title: "Hello")
    #expect(ThingNames.name(ThingNames.shown(.adminItem(waiting))) == "post/5")
    let named = try ThingNames.adminItem("post/5")
    #expect(named.type == "community_post" && named.id == 5)
    #expect(named.ref == Item.adminItem(waiting).ref)
    #expect(try ThingNames.adminItem("community_post/5").ref == named.ref)
    #expect(throws: Failure.self) { _ = try ThingNames.adminItem("artist/5") }
  }
}
