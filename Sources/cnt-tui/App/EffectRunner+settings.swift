import CNTKit
import Foundation
import SyncEngine

extension EffectRunner {
  func loadSettings() {
    do {
      let file = try ConfigFile(folder: dependencies.paths.config)
      let lines = try Settings.Key.allCases.map {
        SettingLine(key: $0, value: try file.value(of: $0))
      }
      send(.settingsRead(lines, path: file.path))
    } catch {
      send(.settingsProblem(sentence(for: error)))
    }
  }

  /// Changes one setting in the file, and nothing else in it; nil goes back to the standard.
  func changeSetting(_ key: Settings.Key, _ value: String?) {
    do {
      let folder = dependencies.paths.config
      var file = try ConfigFile(folder: folder)
      try file.set(key, to: value)
      try file.save()
      send(.settingChanged(key, try Settings(toml: file.text, path: file.path, folder: folder)))
      loadSettings()
    } catch {
      send(.settingsProblem(sentence(for: error)))
    }
  }

  /// Ends the session and removes the account's files; where that cannot be, the account stays.
  func signOut(discardingUnsent: Bool) async {
    guard let credentials = account?.credentials else { return }
    let folder = dependencies.folder(of: credentials)
    await closeAccount()
    do {
      try await wipe(folder, discardingUnsent)
      dependencies.forget(credentials)
      send(.signedOut(reason: nil))
      let dependencies = dependencies
      // It takes no longer than a request may, and the end of the program waits for it.
      revocation = Task { await dependencies.revoke(credentials) }
    } catch {
      send(.say(sentence(for: error), .error))
      await start()
    }
  }

  /// What was being looked at a moment ago may still hold the files for as long.
  private func wipe(_ folder: String, _ discardingUnsent: Bool) async throws {
    for _ in 0..<10 {
      do { return try Mirror.wipe(folder: folder, discardingUnsent: discardingUnsent) } catch {
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    try Mirror.wipe(folder: folder, discardingUnsent: discardingUnsent)
  }
}
