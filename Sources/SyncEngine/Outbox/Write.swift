import CNTKit
import Foundation

/// Something a person did that the server must learn of.
public enum Write: Codable, Hashable, Sendable {
  /// The state that the person wants, not the toggle that the platform has.
  case like(post: Int, liked: Bool)
  case comment(post: Int, text: String)
  case post(CommunityPostCreate)
  /// Files were uploaded before: their addresses are in it.
  case make(Making)
  case favorite(ItemRef, Bool)
  case attend(event: Int, Bool)
  case follow(artist: Int, Bool)
  case markRead([Int])
  case markAllRead
  /// A host's answer to somebody who asked to come: approved or rejected.
  case decideAttendee(event: Int, user: Int, status: String)
  case editEvent(Int, MemberChanges)
  case deleteEvent(Int)
  /// Changes one's own account.
  case editProfile(MemberChanges)
  case approve(type: String, id: Int)
  case reject(type: String, id: Int, reason: String?)
  case setAdmin(user: Int, Bool)
  case deleteUser(Int, name: String)
  /// Takes something off the platform; words for types as in ``AdminContentItem/type``.
  case archive(type: String, id: Int)
  /// Approves what was rejected or taken off.
  case restore(type: String, id: Int)
  case deleteContent(type: String, id: Int)
  case setCarousel(post: Int, Bool)
  /// `seen`: what the server had when the person began to write; nil when that was not known.
  case setCommission(CommissionChange, seen: CommissionChange?)
  case askSupport(SupportMessageCreate)
  /// `known`: the answer that was there when this one was written.
  case answerSupport(id: Int, text: String, known: String?)
  case seeSupport(id: Int, asAdmin: Bool)
  case closeSupport(id: Int)
  /// The file was uploaded before: its path tells the document from any other.
  case addDocument(DocumentCreate)
  case editDocument(id: Int, DocumentEdit)
  case deleteDocument(id: Int)
  case createPlaylist(PlaylistCreate)
  /// `type` is the platform's word for what is added.
  case addToPlaylist(playlist: Int, type: String, id: Int)
  /// `item` is the entry's own id; `type` and `id` say what it is, for one that has no id of the
  /// server's yet.
  case removeFromPlaylist(playlist: Int, item: Int, type: String, id: Int)
}

extension Write {
  /// What it is about, so that the row can show that it waits.
  var target: ItemRef? {
    switch self {
    case .like(let post, _): ItemRef(kind: .post, id: post)
    case .favorite(let ref, _): ref
    case .attend(let event, _), .editEvent(let event, _), .deleteEvent(let event),
      .decideAttendee(let event, _, _):
      ItemRef(kind: .event, id: event)
    case .follow(let artist, _): ItemRef(kind: .artist, id: artist)
    case .approve(let type, let id), .reject(let type, let id, _):
      ItemRef(
        kind: .adminItem, id: AdminContentItem(id: id, type: type).mirrorID)
    case .setAdmin(let user, _), .deleteUser(let user, _): ItemRef(kind: .user, id: user)
    case .archive(let type, let id), .restore(let type, let id), .deleteContent(let type, let id):
      ItemKind(deskType: type).map { ItemRef(kind: $0, id: id) }
    case .setCarousel(let post, _): ItemRef(kind: .post, id: post)
    case .answerSupport(let id, _, _), .seeSupport(let id, _), .closeSupport(let id):
      ItemRef(kind: .support, id: id)
    case .editDocument(let id, _), .deleteDocument(let id): ItemRef(kind: .document, id: id)
    case .addToPlaylist(let playlist, _, _), .removeFromPlaylist(let playlist, _, _, _):
      ItemRef(kind: .playlist, id: playlist)
    case .comment, .post, .markRead, .markAllRead, .createPlaylist, .editProfile, .setCommission,
      .askSupport, .addDocument, .make:
      nil
    }
  }

  /// The kind of row that it makes, for those that make one.
  var madeKind: ItemKind? {
    switch self {
    case .comment: .comment
    case .post: .post
    case .make(let making): making.kind
    case .createPlaylist: .playlist
    case .askSupport: .support
    case .addDocument: .document
    default: nil
    }
  }

  /// The table of the row that it makes.
  var madeTable: String? {
    switch self {
    case .comment: Comment.table
    case .post: CommunityPost.table
    case .make(let making): MirrorEntities.type(of: making.kind).table
    case .askSupport: SupportMessage.table
    case .addDocument: DocumentAsset.table
    case .createPlaylist: Playlist.table
    default: nil
    }
  }

  /// The post that must exist on the server before this can be sent.
  var parentPost: Int? {
    switch self {
    case .like(let post, _), .comment(let post, _): post
    default: nil
    }
  }

  /// The row made here that must exist on the server before this can be sent; nil where there is none.
  var localParent: ItemRef? {
    let parent: ItemRef? =
      switch self {
      case .addToPlaylist, .removeFromPlaylist: target
      default: parentPost.map { ItemRef(kind: .post, id: $0) }
      }
    return [parent, publishedParent].compactMap { $0 }.first { $0.id < 0 }
  }

  /// Whether sending it twice leaves the same as sending it once.
  var isIdempotent: Bool {
    switch self {
    case .like, .comment, .post, .createPlaylist, .addToPlaylist, .askSupport, .answerSupport,
      .addDocument, .make:
      false
    default: true
    }
  }

  /// What a person reads in the outbox.
  var title: String {
    switch self {
    case .like(_, let liked): liked ? "Like a post" : "Take back a like"
    case .comment(_, let text): "Comment: \(text.prefix(80))"
    case .post(let post): "Post: \(post.title)"
    case .make(.event(let new)): "Event: \(new.title)"
    case .make(let making): "Publish “\(making.title)”"
    case .favorite(_, let on): on ? "Add to favourites" : "Remove from favourites"
    case .attend(_, let on): on ? "Join an event" : "Leave an event"
    case .follow(_, let on): on ? "Follow an artist" : "Unfollow an artist"
    case .markRead(let ids): ids.count == 1 ? "Mark as read" : "Mark \(ids.count) as read"
    case .markAllRead: "Mark all notifications as read"
    case .decideAttendee(_, _, let status):
      status == "approved" ? "Give somebody a place" : "Decline somebody's wish to come"
    case .editEvent: "Change an event"
    case .deleteEvent: "Delete an event"
    case .editProfile: "Change your profile"
    case .approve(let type, let id): "Approve \(type) \(id)"
    case .reject(let type, let id, _): "Reject \(type) \(id)"
    case .setAdmin(let user, let on):
      on ? "Make user \(user) an admin" : "Make user \(user) no admin"
    case .deleteUser(_, let name): "Delete the account \(name)"
    case .archive(let type, let id): "Archive \(type) \(id)"
    case .restore(let type, let id): "Publish \(type) \(id) again"
    case .deleteContent(let type, let id): "Delete \(type) \(id)"
    case .setCarousel(let post, let on):
      on ? "Show post \(post) in the carousel" : "Take post \(post) out of the carousel"
    case .setCommission: "Change the commission"
    case .askSupport(let new): "Ask support: \(new.subject)"
    case .answerSupport(_, let text, _): "Answer: \(text.prefix(80))"
    case .seeSupport: "Mark a support message as read"
    case .closeSupport: "Close a support message"
    case .addDocument(let new): "Publish “\(new.title)”"
    case .editDocument(_, let edit): "Change “\(edit.title)”"
    case .deleteDocument: "Delete a document"
    case .createPlaylist(let list): "Playlist: \(list.name)"
    case .addToPlaylist: "Add to a playlist"
    case .removeFromPlaylist: "Remove from a playlist"
    }
  }

  /// Whether `other` undoes this, so that, unsent, both are nothing.
  func isUndone(by other: Write) -> Bool {
    switch (self, other) {
    case (.like(let a, let x), .like(let b, let y)): a == b && x != y
    case (.favorite(let a, let x), .favorite(let b, let y)): a == b && x != y
    case (.attend(let a, let x), .attend(let b, let y)): a == b && x != y
    case (.follow(let a, let x), .follow(let b, let y)): a == b && x != y
    case (.setAdmin(let a, let x), .setAdmin(let b, let y)): a == b && x != y
    case (.setCarousel(let a, let x), .setCarousel(let b, let y)): a == b && x != y
    default: false
    }
  }
}

/// Names a write in the outbox.
public typealias OutboxID = Int64

/// A write on its way.
public struct OutboxEntry: Hashable, Sendable {
  public enum State: String, Hashable, Sendable, CaseIterable {
    case queued, sending
    /// Sent, but no answer came: looked into before it is sent again.
    case uncertain
    case done
    /// Refused for good; the reason is in `failure`.
    case failed
  }

  public var id: OutboxID
  public var write: Write
  public var state: State
  public var createdAt: Date
  /// When it was first sent; nil while it is certain that it did not arrive.
  public var sentAt: Date?
  public var attempts: Int
  public var failure: String?
  public var title: String
  /// The negative id of the row that it made here.
  var localID: Int?
  /// The highest id of its kind that was known before it was sent.
  var floorID: Int?
  /// When it was last sent.
  var triedAt: Date?
  /// Sent as `Idempotency-Key` where the server honours it.
  var key: String
  /// Whether every try so far was made with the key, by a server that honours it.
  var isKeyed: Bool
  /// A person wants it sent although it cannot be seen whether it arrived.
  var isInsisted: Bool
  /// Until then it can be taken back.
  public var heldUntil: Date?

  /// Seconds for which a write can be held back, at most.
  public static let longestHold: TimeInterval = 60
}
