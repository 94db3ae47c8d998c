import CNTKit
import SyncEngine

/// One thing on the screen, with what belongs to it (a post's comments).
struct DetailScreen: Sendable, Hashable {
  var ref: ItemRef
  var row: Row?
  var related: [Row] = []
  /// Those who asked to come to an event.
  var attendees: [EventAttendee] = []
  /// Those who follow an artist.
  var followers: [ArtistFollower] = []
  /// The first visible line of the text.
  var scroll = 0
  /// False until the mirror answered.
  var isLoaded = false

  init(ref: ItemRef, row: Row? = nil) {
    self.ref = ref
    self.row = row
  }

  /// What the sync engine should fetch while this is looked at.
  var focus: ListQuery.Source? {
    switch ref.kind {
    case .post: .comments(post: ref.id)
    case .playlist: .playlist(ref.id)
    default: nil
    }
  }
}
