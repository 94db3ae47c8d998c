import Foundation

extension EditSource {
  /// Reads what a file has; lengths are in samples of the programme's rate.
  public init(
    reading path: String, sampleRate: Int,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws {
    let facts: MediaFacts
    do {
      facts = try await MediaFacts.read(path, environment: environment)
    } catch let error as ToolProblem {
      if case .missing = error.reason { throw error }
      throw EditProblem(.unreadable(path))
    }
    let scaled = facts.duration * Double(sampleRate)
    var length = scaled.isFinite && scaled < 1e15 ? Int64(scaled.rounded()) : 0
    if facts.video == nil, let audio = facts.audio, audio.sampleRate == sampleRate,
      let samples = audio.samples
    {
      length = samples
    }
    guard (1...EditList.longest).contains(length) else { throw EditProblem(.unreadable(path)) }
    self.init(
      path: path, length: length, hasAudio: facts.audio != nil, hasVideo: facts.video != nil,
      isMono: facts.audio?.channels == 1)
  }
}

extension EditList {
  /// The files one behind the other; a film where the first one is one, in its size and rate.
  public init(
    reading paths: [String], sampleRate: Int = 48_000,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws {
    self.init(sampleRate: sampleRate)
    for path in paths {
      append(try await EditSource(reading: path, sampleRate: sampleRate, environment: environment))
    }
    guard let first = sources.first else { throw EditProblem(.nothingLeft) }
    guard first.hasVideo,
      let video = try await MediaFacts.read(first.path, environment: environment).video
    else { return }
    picture = PictureEdit(
      rate: video.rate, width: max(16, video.size.width / 2 * 2),
      height: max(16, video.size.height / 2 * 2))
  }

  /// A recording, its parts joined.
  public init(
    _ take: Take, environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws {
    try await self.init(
      reading: take.paths, sampleRate: take.plan.sampleRate, environment: environment)
  }
}
