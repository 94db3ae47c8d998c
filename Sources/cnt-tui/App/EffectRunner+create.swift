import CNTKit
import Foundation
import MediaKit
import SyncEngine

extension EffectRunner {
  /// Where recordings are; `cnt record` has the same.
  var recordings: String { dependencies.paths.data + "/recordings" }

  func loadTakes() {
    send(.takesLoaded(TakeFile.all(in: recordings)))
    guard !didRecover else { return }
    didRecover = true
    // What a crash left unfinished is made whole once, beside everything else.
    let (folder, send) = (recordings, send)
    Task {
      guard await !TakeStore(folder: folder).recover().isEmpty else { return }
      send(.takesLoaded(TakeFile.all(in: folder)))
    }
  }

  /// Removes a recording, and nothing that is none, or that is still going up.
  func deleteTake(_ folder: String) {
    let parent = (folder as NSString).deletingLastPathComponent
    guard parent == recordings, folder.hasSuffix(".take") else { return }
    let open = (try? account?.mirror.publications()) ?? []
    guard !open.contains(where: { $0.files.contains { $0.path.hasPrefix(folder + "/") } }) else {
      send(.say(tr("It is still going up: Create, Uploads can discard that first"), .error))
      return
    }
    send(.say(tr("Deleted"), .success))
    try? FileManager.default.removeItem(atPath: folder)
    loadTakes()
  }

  /// Queues what a form asked for. A recording is made into a file first.
  func publish(_ order: PublishOrder) {
    guard let account else { return }
    let (send, now) = (send, dependencies.now)
    let folder = account.mirror.folder + "/covers"
    Task {
      do {
        try order.checkBesides()
        let media: String
        if let take = order.take {
          media = try await Self.render(take, title: order.title) { percent in
            send(.say(tr("Preparing “\(order.title)”: \(percent)%"), .info))
          }
        } else {
          media = order.path("path") ?? ""
        }
        let (content, files) = try await order.prepared(media: media, covers: folder)
        try account.mirror.publish(content, files: files, now: now())
        send(.publishQueued(order.title))
      } catch let problem as FormProblem {
        send(.publishRefused(order.form, title: order.title, problem))
      } catch {
        send(
          .publishRefused(
            order.form, title: order.title,
            FormProblem(field: "", sentence: sentence(for: error))))
      }
    }
  }

  /// Queues a new picture of one's own, with what else changes.
  func publishAvatar(_ form: FormState, _ changes: MemberChanges) {
    guard let account else { return }
    do {
      let file = try PublishOrder.picture(form, "picture", .avatar)
      // The words go at once: hours later they would undo what was written meanwhile.
      if !changes.isEmpty {
        try account.mirror.submit(.editProfile(changes), now: dependencies.now())
        account.engine.nudge()
      }
      try account.mirror.publish(
        .profile(MemberChanges([:])), files: [file], now: dependencies.now())
      send(.say(tr("Your picture goes up in the background"), .success))
    } catch let problem as FormProblem {
      send(.publishRefused(form, title: tr("Your picture"), problem))
    } catch {
      send(
        .publishRefused(
          form, title: tr("Your picture"), FormProblem(field: "", sentence: sentence(for: error))))
    }
  }

  /// One file of all parts of a recording, as loud as podcasts are, beside them.
  private static func render(
    _ take: TakeFile, title: String, progress: @escaping @Sendable (Int) -> Void
  ) async throws -> String {
    var edit: EditList
    if let kept = try EditFile.load(take) {
      edit = kept
    } else {
      edit = try await EditList(reading: take.paths)
      edit.loudness = LoudnessGoal()
    }
    edit.tags["title"] = title
    // Each has its own: another one may still be going up.
    let path = take.folder + "/publish-\(UUID().uuidString)." + (take.isFilm ? "mp4" : "m4a")
    let last = Percent()
    try await Renderer().render(edit, as: take.isFilm ? .mp4 : .m4a, to: path) { state in
      let percent = Int(state.fraction * 100)
      if last.isNew(state.fraction) { progress(percent) }
    }
    return path
  }

  /// Puts what a form makes into the outbox; the form comes back where that fails.
  func submit(_ write: Write, of form: FormState, said: String) {
    guard let account else { return }
    do {
      try account.mirror.submit(write, now: dependencies.now())
      account.engine.nudge()
      send(.say(said, .success))
    } catch {
      send(
        .publishRefused(
          form, title: form.text("title"),
          FormProblem(field: "", sentence: sentence(for: error))))
    }
  }

  // MARK: What is on its way

  func loadPublications() {
    attempt { send(.publicationsLoaded(try $0.publications())) }
  }

  /// Pauses, goes on with or gives up an upload.
  func change(_ id: Int64, _ change: PublicationChange) {
    attempt { mirror in
      switch change {
      case .pause: try mirror.pausePublication(id)
      case .resume: try mirror.resumePublication(id)
      case .discard:
        let gone = try mirror.discardPublication(id)
        guard let client = account?.client else { return }
        // What the server keeps of it would end by itself.
        for place in gone?.places ?? [] {
          Task { try? await client.call(.endUpload(place)) }
        }
      }
      send(.publicationsLoaded(try mirror.publications()))
    }
  }
}

/// What a person wants of an upload.
enum PublicationChange: Sendable, Hashable { case pause, resume, discard }
