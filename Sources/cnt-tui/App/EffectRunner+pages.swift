import CNTKit
import Foundation
import SyncEngine

extension EffectRunner {
  /// Reads what a page is made of, and asks the server for what is not mirrored.
  func loadPage(_ page: Page, token: Int, _ account: AccountRuntime) throws {
    let mirror = account.mirror
    switch page {
    case .profile:
      let user = try mirror.profile()
      let posts = try user.map { try mirror.postCount(of: $0.id, upTo: Presenter.mostCounted) }
      send(.pageLoaded(token: token, .profile(user, posts: posts ?? 0)))
    case .person(let id):
      send(
        .pageLoaded(
          token: token,
          .person(
            try mirror.person(id), artist: try mirror.artist(ofUser: id),
            posts: try mirror.postCount(of: id, upTo: Presenter.mostCounted))))
    case .about:
      let paths = dependencies.paths
      let facts = AboutFacts(
        version: CNT.configuration.version, server: account.credentials.server.origin,
        name: account.credentials.name, config: paths.config, data: paths.data,
        mirror: mirror.folder, state: paths.state)
      send(.pageLoaded(token: token, .about(facts)))
    }
  }

  /// Writes events for other programs' calendars and says where.
  func exportEvents(_ events: [Event], server: String) {
    do {
      let folder = dependencies.paths.data + "/calendar"
      try Paths.makeFolder(folder)
      let name = events.count == 1 ? "event-\(events[0].id).ics" : "events.ics"
      let path = folder + "/" + name
      let file = CalendarFile(events, server: server, now: dependencies.now())
      try PrivateFile.write(Data(file.text.utf8), to: path)
      send(.say(tr("Written to \(path)"), .success))
    } catch {
      send(.say(sentence(for: error), .error))
    }
  }
}

extension EffectRunner {
  /// Whether a user name is free; what cannot be found out is not told.
  func checkUsername(_ name: String) {
    guard let credentials = account?.credentials else { return }
    let api = dependencies.client(for: credentials)
    let send = send
    Task {
      guard let answer = try? await api.call(.checkUsername(name)) else { return }
      send(.usernameChecked(.init(name: name, isFree: answer.available)))
    }
  }
}
