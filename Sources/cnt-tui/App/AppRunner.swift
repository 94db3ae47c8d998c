import CNTKit
import DesktopKit
import Foundation
import MediaKit
import TermKit

/// Brings the app up on the terminal and takes it down again.
struct AppRunner: Sendable {
  var dependencies: AppDependencies
  var settings: Settings
  /// Where to begin; nil for the first section.
  var link: DeepLink?

  func run() async throws {
    let inbox = Inbox()
    if let link { inbox.put(.open(link)) }
    // Where it cannot listen, the app works all the same; cnt remote says that none runs.
    let remote = try? RemoteServer(folder: dependencies.paths.runtime, send: inbox.put)
    remote?.start()
    defer { remote?.stop() }
    let desktop = DesktopPlayer(identity: "cnt") { inbox.put(Action($0)) }
    defer { desktop.close() }
    let (effects, continuation) = AsyncStream.makeStream(of: Effect.self)
    let pictures = PictureBox()
    let runner = EffectRunner(dependencies: dependencies, pictures: pictures, send: inbox.put)
    let worker = Task {
      await runner.start()
      for await effect in effects { await runner.run(effect) }
      await runner.shutDown()
    }
    defer { continuation.finish() }
    let settings = settings
    let folder = dependencies.paths.config
    try? Paths.makeFolder(folder)
    var files = UserFiles.read(folder: folder)
    files.problems = settings.problems + files.problems.filter { !settings.problems.contains($0) }
    for problem in files.problems { complain(problem) }
    let watch = FolderWatch([folder, folder + "/themes", folder + "/languages"]) {
      inbox.put(.userFiles(UserFiles.read(folder: folder)))
    }
    watch?.start()
    defer { watch?.stop() }
    do {
      try await Self.onThread(named: "ui") { [files] in
        let probe = settings.graphicsProbe
        let terminal = try Terminal.make(settings.terminalOptions(probe: probe))
        defer { terminal.restore() }
        let state = AppState(terminal.size, settings, files, depth: terminal.colorDepth)
        Language.speak(state.language)
        RunLoop(
          terminal: terminal, state: state, inbox: inbox, pictures: pictures,
          played: { desktop.publish(NowPlaying($0)) }
        ) { effect in
          if case .answer(let id, let answer) = effect {
            remote?.answer(id, answer)
          } else {
            continuation.yield(effect)
          }
        }.run()
      }
    } catch {
      continuation.finish()
      await worker.value
      throw error
    }
    continuation.finish()
    await worker.value
  }

  /// Said before the screen is taken, so that it is there when the screen is given back.
  private func complain(_ problem: String) {
    try? FileHandle.standardError.write(contentsOf: Data("cnt: \(printable(problem))\n".utf8))
  }

  /// Runs `work` on a thread of its own and waits without holding up another.
  static func onThread(
    named name: String, _ work: @escaping @Sendable () throws -> Void
  ) async throws {
    try await withCheckedThrowingContinuation { (done: CheckedContinuation<Void, any Error>) in
      let thread = Thread { done.resume(with: Result { try work() }) }
      thread.name = name
      thread.stackSize = 8 << 20
      thread.start()
    }
  }
}

extension AppState {
  /// What the app begins with.
  init(_ size: Size, _ settings: Settings, _ files: UserFiles, depth: ColorDepth) {
    self.init(size: size, now: Date(), theme: settings.theme)
    colorDepth = depth
    wantedTheme = settings.themeName
    isThemeGiven = settings.themeName != nil
    isPlain = settings.plain
    pictures.setting = settings.pictures
    video.isRemote = settings.isRemote
    notices.isOn = settings.desktopNotifications
    reducedMotion = settings.reducedMotion || settings.plain
    rejectReasons = settings.rejectReasons
    weekStart = settings.weekStart
    wantedLanguages = settings.languages
    random = AppRandom(seed: .random(in: 0...UInt64.max))
    signIn = SignInState(server: settings.server ?? "")
    _ = Updater().update(&self, .userFiles(files))
  }
}
