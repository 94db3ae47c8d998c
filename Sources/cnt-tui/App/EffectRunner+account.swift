import CNTKit
import Foundation
import SyncEngine

extension EffectRunner {
  func signIn(server: String, name: String, password: String) async {
    do {
      let credentials = try await dependencies.signIn(
        server: server, name: name, password: password)
      try await open(credentials)
    } catch {
      send(.signInFailed(sentence(for: error)))
    }
  }

  func open(_ credentials: Credentials) async throws {
    // Somebody else may have been signed in before: their sync and their sound end here.
    await closeAccount()
    let runtime = try AccountRuntime(credentials, dependencies: dependencies, send: send)
    account = runtime
    let mirror = runtime.mirror
    let drafts =
      (try? mirror.setting("drafts")).flatMap { $0 }.flatMap {
        try? JSONDecoder().decode([String: String].self, from: Data($0.utf8))
      } ?? [:]
    func number(_ key: String) -> Double? {
      (try? mirror.setting(key)).flatMap { $0 }.flatMap(Double.init)
    }
    volume = number("volume") ?? volume
    speed = number("speed") ?? speed
    let arrangements = (try? mirror.setting("arrangements")).flatMap { $0 }.flatMap {
      try? JSONDecoder().decode([String: [String: Arrangement]].self, from: Data($0.utf8))
    }
    send(.arrangementsLoaded(arrangements ?? [:]))
    send(.settingsLoaded(volume: volume, speed: speed))
    let places = (try? mirror.setting("places")).flatMap { $0 }.flatMap {
      try? JSONDecoder().decode([String: PlaceMark].self, from: Data($0.utf8))
    }
    send(.placesLoaded(places ?? [:]))
    if let stored = try? mirror.queue() {
      unstoredQueueBase = nil
      queueRevision = stored.revision
      let position = (try? mirror.restingPlace(stored.queue)) ?? 0
      send(.queueOpened(stored.queue, position: position))
    }
    if let theme = (try? mirror.setting("theme")).flatMap({ $0 }) { send(.themeChosen(theme)) }
    send(
      .signedIn(
        AppState.Account(
          userID: credentials.userID, name: credentials.name,
          username: credentials.username ?? credentials.email, isAdmin: credentials.isAdmin,
          server: credentials.server.origin), drafts: drafts))
    runtime.start()
  }
}
