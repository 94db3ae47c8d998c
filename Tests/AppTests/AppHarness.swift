import CNTKit
import Foundation
import MediaKit
import SyncEngine
import TermKit

@testable import cnt_tui

/// The pure core of the app, driven by keys and answers, with no terminal and no database.
struct AppHarness {
  var state: AppState
  var effects: [Effect] = []
  private let updater = Updater()

  init(columns: Int = 80, rows: Int = 24, isAdmin: Bool = false) {
    state = AppState(
      size: Size(columns: columns, rows: rows), now: Date(timeIntervalSince1970: 1_795_500_000),
      timeZone: TimeZone(secondsFromGMT: 0) ?? .current, theme: Theme.fallback)
    send(
      .signedIn(
        AppState.Account(
          userID: 7, name: "Grace", username: "grace", isAdmin: isAdmin, server: "http://s"),
        drafts: [:]))
  }

  mutating func send(_ action: Action) { effects = updater.update(&state, action) }

  mutating func press(_ names: String...) {
    for name in names { KeyPress(name).map { send(.input(.key($0))) } }
  }

  mutating func type(_ text: String) {
    for character in text { send(.input(.key(KeyPress(.character(character))))) }
  }

  /// Answers every load of the last effects with these rows.
  mutating func answer(_ rows: [Row], hasAfter: Bool = false) {
    for case .load(let load) in effects {
      send(.loaded(load, ListWindow(rows: rows, hasBefore: false, hasAfter: hasAfter)))
    }
  }

  /// What the last effects put into the outbox.
  var submitted: [Write] {
    effects.compactMap { effect in
      switch effect {
      case .submit(let write), .submitText(let write, _, _, _), .submitForm(let write, _, _): write
      default: nil
      }
    }
  }

  var screen: String { AppView().draw(state).snapshot() }

  static func podcasts(_ count: Int) -> [Row] { (1...count).map(podcast) }

  private static func podcast(_ id: Int) -> Row {
    let created = Timestamp(secondsSince1970: 1_795_500_000 - id * 3600)
    let podcast = Podcast(
      id: id, title: "Reading \(id)", description: "Words.", audioURL: "/media/audio/\(id).mp3",
      categoryID: 1, duration: 60 * id, status: "approved", playsCount: id, createdAt: created)
    return Row(item: .podcast(podcast))
  }

  static func post(_ id: Int, liked: Bool = false, pending: Bool = false) -> Row {
    let created = Timestamp(secondsSince1970: 1_795_500_000 - 600)
    let post = CommunityPost(
      id: id, userID: 3, userName: "Miriam", title: "Post \(id)",
      content: "The text of post \(id).", category: "prayer_request", likesCount: liked ? 3 : 2,
      commentsCount: 1, isLiked: liked, createdAt: created)
    return Row(item: .post(post), pending: pending)
  }
}
