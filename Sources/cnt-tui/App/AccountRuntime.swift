import CNTKit
import SyncEngine

/// One signed-in account while the app runs: its mirror, its session and its sync.
final class AccountRuntime: Sendable {
  let credentials: Credentials
  let mirror: Mirror
  let engine: SyncEngine
  let downloader: Downloader
  let uploader: Uploader
  let media: MediaResolver
  let client: APIClient
  let pictures: PictureLoader
  private let send: @Sendable (Action) -> Void
  private let tasks = TaskBag()

  init(
    _ credentials: Credentials, dependencies: AppDependencies,
    send: @escaping @Sendable (Action) -> Void
  ) throws {
    self.credentials = credentials
    mirror = try Mirror(folder: dependencies.folder(of: credentials))
    client = dependencies.client(for: credentials)
    media = client.media
    engine = dependencies.engine(mirror, client, for: credentials)
    downloader = dependencies.downloader(mirror, for: credentials)
    uploader = dependencies.uploader(mirror, client)
    pictures = PictureLoader(
      store: PictureStore(
        accountFolder: dependencies.folder(of: credentials), transport: dependencies.mediaTransport,
        media: media, now: dependencies.now)
    ) { send(.picture($0, $1)) }
    self.send = send
  }

  /// Begins to sync and to report what changes.
  func start() {
    let (mirror, engine, send) = (mirror, engine, send)
    tasks.add(Task { for await _ in mirror.changes() { send(.mirrorChanged) } })
    let (downloader, uploader) = (downloader, uploader)
    tasks.add(
      Task {
        var wasOffline = false
        for await status in engine.status {
          send(.syncStatus(status))
          // The network is back: what waits for its next try need not wait any longer.
          if case .idle = status {
            if wasOffline {
              downloader.hurry()
              uploader.hurry()
            }
            wasOffline = false
          }
          if case .offline = status { wasOffline = true }
          if status == .signedOut {
            send(.signedOut(reason: tr("Your session has ended. Sign in again; nothing is lost.")))
          }
        }
      })
    tasks.add(Task { await engine.run() })
    tasks.add(Task { await downloader.run() })
    tasks.add(Task { await uploader.run() })
  }

  func stop() async {
    await pictures.stop()
    await tasks.cancelAll()
  }
}
