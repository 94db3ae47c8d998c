import CNTKit
import Foundation

/// What is fetched only because somebody looks at it; no feed tells of it.
extension SyncEngine {
  /// Who asked to come to an event. Only signed-in people may know; what the server refuses changes
  /// nothing here.
  public func lookAtAttendees(event: Int) async {
    guard event > 0 else { return }
    await look {
      let asked = try puller.mirror.asking()
      let attendees = try await puller.api.call(Endpoint<[EventAttendee]>.attendees(event: event))
      try puller.mirror.setAttendees(attendees, event: event, asked: asked)
    }
  }

  /// Somebody else, and their artist page where there is one.
  public func lookAtPerson(_ id: Int) async {
    guard id > 0 else { return }
    await look {
      if let person = try await puller.api.callIfFound(Endpoint<PublicUser>.publicUser(id)) {
        try puller.mirror.setPerson(person, now: now())
      }
      guard !capabilities.hasChangeFeed else { return }
      _ = try await puller.artist(ofUser: id)
    }
  }

  /// Who follows an artist: the newest that one page holds.
  public func lookAtFollowers(artist id: Int) async {
    guard id > 0 else { return }
    await look {
      let followers = try await puller.api.call(
        .followers(artist: id, limit: PersonRow.mostFollowers))
      try puller.mirror.setFollowers(followers, artist: id)
    }
  }
}
