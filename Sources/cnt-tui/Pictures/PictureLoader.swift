import MediaKit
import SyncEngine

/// Fetches and decodes the pictures that are on the screen, off the UI thread. What is no longer wanted is
/// given up at once; what was shown lately is kept.
actor PictureLoader {
  /// Bytes of pictures that are kept in memory.
  static let mostMemory = 24 << 20
  /// How long a thing must be looked at before its picture costs anything.
  static let pause = Duration.milliseconds(80)

  private let file: @Sendable (PictureRequest) async throws -> String
  private let make: @Sendable (PictureRequest, String) async throws -> LoadedPicture
  private let settle: @Sendable () async throws -> Void
  private let send: @Sendable (PictureRequest, PictureOutcome) -> Void
  private var tasks: [PictureRequest: Task<Void, Never>] = [:]
  private var kept: [PictureRequest: LoadedPicture] = [:]
  /// The requests of `kept`, the one that was used last at the end.
  private var order: [PictureRequest] = []

  init(
    file: @escaping @Sendable (PictureRequest) async throws -> String,
    make: @escaping @Sendable (PictureRequest, String) async throws -> LoadedPicture,
    settle: @escaping @Sendable () async throws -> Void = { try await Task.sleep(for: pause) },
    send: @escaping @Sendable (PictureRequest, PictureOutcome) -> Void
  ) {
    self.file = file
    self.make = make
    self.settle = settle
    self.send = send
  }

  /// These and no others are wanted now.
  func want(_ requests: [PictureRequest]) {
    for (request, task) in tasks where !requests.contains(request) {
      task.cancel()
      tasks[request] = nil
    }
    for request in requests where tasks[request] == nil {
      if let picture = kept[request] {
        use(request)
        send(request, .loaded(picture))
      } else {
        tasks[request] = Task { await load(request) }
      }
    }
  }

  /// Ends all work and waits until it has ended.
  func stop() async {
    let all = Array(tasks.values)
    tasks = [:]
    for task in all { task.cancel() }
    for task in all { await task.value }
  }

  /// How many pictures are kept, and how large they are.
  var memory: (count: Int, bytes: Int) {
    (kept.count, kept.values.reduce(0) { $0 + $1.cost })
  }

  private func load(_ request: PictureRequest) async {
    do {
      try await settle()
      let path = try await file(request)
      try Task.checkCancellation()
      let picture = try await make(request, path)
      try Task.checkCancellation()
      tasks[request] = nil
      keep(picture, for: request)
      send(request, .loaded(picture))
    } catch {
      // Nobody waits for what was given up, and another task may be at it by now.
      guard !Task.isCancelled else { return }
      tasks[request] = nil
      if let missing = error as? MissingPart {
        send(request, .impossible(missing.forms, missing.sentence))
      } else {
        send(request, .failed(sentence(for: error)))
      }
    }
  }

  private func keep(_ picture: LoadedPicture, for request: PictureRequest) {
    kept[request] = picture
    use(request)
    while memory.bytes > Self.mostMemory, order.count > 1 { kept[order.removeFirst()] = nil }
  }

  private func use(_ request: PictureRequest) {
    order.removeAll { $0 == request }
    order.append(request)
  }
}

extension PictureLoader {
  /// The real one: files from `store`, decoded by ffmpeg.
  init(
    store: PictureStore, decoder: PictureDecoder = PictureDecoder(),
    send: @escaping @Sendable (PictureRequest, PictureOutcome) -> Void
  ) {
    self.init(
      file: { try await store.file(for: $0.reference) },
      make: { request, path in
        do {
          return try await LoadedPicture.make(request, path: path, decoder: decoder)
        } catch let problem as PictureDecoder.Problem {
          // A sign-in page, say: it is asked for again another time.
          if problem.reason == .notAPicture { await store.remove(request.reference) }
          if problem.reason == .noDecoder {
            throw MissingPart(forms: Set(PictureForm.allCases), sentence: sentence(for: problem))
          }
          throw problem
        }
      }, send: send)
  }
}
