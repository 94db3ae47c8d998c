import CNTKit
import Foundation
import MediaKit
import SyncEngine

/// What effects do with the player, its queue, and files that are sent.
extension EffectRunner {
  func play(_ entry: PlayerState.Entry, isPreview: Bool = false) {
    guard let account else { return }
    do {
      let choice = MediaChoice(mirror: account.mirror, media: account.media)
      let found =
        try isPreview ? choice.remote(entry) : choice.source(of: entry, now: dependencies.now())
      guard let source = found else {
        send(.playFailed(tr("“\(entry.title)” has no address that can be played.")))
        return
      }
      let player = try self.player ?? makePlayer()
      let start = try isPreview ? 0 : choice.start(of: entry)
      send(.playing(entry.ref, startedAt: start))
      try player.load(source, startAt: start, paused: false, pictures: entry.hasPictures)
      player.setVolume(volume)
      player.setSpeed(speed)
    } catch {
      send(.playFailed(sentence(for: error)))
    }
  }

  /// Queues a PDF, which goes up in the background and outlives the app.
  func upload(_ path: String, _ title: String, _ category: String) {
    guard let account else { return }
    let path = PublishOrder.path(path) ?? path
    do {
      try DocumentUpload.check(path)
      let file = try PublicationFile(.document, path: path, contentType: "application/pdf")
      try account.mirror.publish(
        .document(DocumentCreate(title: title, filePath: "", category: category)), files: [file],
        now: dependencies.now())
      send(.say(tr("“\(title)” goes up in the background: Create, Uploads shows it"), .success))
    } catch let error as UnpublishableFile {
      let reason = recognised(error.recovery)
      send(.say(tr("“\(title)” was not uploaded: \(reason)"), .error))
    } catch {
      send(.say(tr("“\(title)” was not uploaded: \(sentence(for: error))"), .error))
    }
  }

  /// What cannot be handed over is opened when it is its turn, and says then why it cannot be played.
  func prepareNext(_ entry: PlayerState.Entry?) {
    guard let account, let player else { return }
    let choice = MediaChoice(mirror: account.mirror, media: account.media)
    guard let entry, let source = try? choice.source(of: entry, now: dependencies.now()),
      let start = try? choice.start(of: entry)
    else { return player.clearNext() }
    player.prepareNext(source, startAt: start, token: entry.uid)
    send(.prepared(entry.uid, startedAt: start))
  }

  func saveQueue(_ queue: PlayQueue, since base: [UInt32]) {
    // After a save that failed, what others know is still what they knew before it.
    let base = unstoredQueueBase ?? base
    unstoredQueueBase = base
    var stored: StoredQueue?
    var position = 0.0
    attempt { mirror in
      let saved = try mirror.saveQueue(queue, since: base)
      position = try mirror.restingPlace(saved.queue)
      stored = saved
      unstoredQueueBase = nil
    }
    if let stored { queueRevision = stored.revision }
    send(.queueSaved(stored?.queue, since: base, position: position))
  }

  /// Has other devices told where one stopped: when playing rests, and once a minute.
  func share(isRest: Bool) {
    let now = dependencies.now()
    guard let account, isRest || abs(now.timeIntervalSince(sharedAt)) >= Self.sharePause,
      (try? account.mirror.sharesPositions()) == true
    else { return }
    sharedAt = now
    account.engine.nudge()
  }

  func openWindow(_ entry: PlayerState.Entry, at seconds: Double) {
    attempt { mirror in
      guard let media = account?.media,
        let source = try MediaChoice(mirror: mirror, media: media)
          .source(of: entry, now: dependencies.now())
      else { return }
      let window = try FilmWindow(source, at: seconds, title: entry.title)
      let send = send
      Task { if let problem = await window.run() { send(.say(problem, .error)) } }
    }
  }

  /// libmpv is opened here, at the first play.
  private func makePlayer() throws -> Player {
    let made = try Player(
      PlayerOptions(
        audioOutput: dependencies.audioOutput, replayGain: dependencies.replayGain),
      pictures: pictures)
    player = made
    let send = send
    playerTask = Task { for await event in made.events { send(.player(event)) } }
    return made
  }
}
