import Foundation

/// Makes the demo content: media files under a folder and the rows that speak of them.
///
/// ```swift
/// let content = try await DemoBuilder(mediaFolder: data + "/media") { print($0) }.build()
/// ```
///
/// The same `now` gives the same rows. A build that was cut short can simply be run again.
public struct DemoBuilder: Sendable {
  let mediaFolder: String
  let now: Date
  let log: @Sendable (String) -> Void

  /// - Parameters:
  ///   - mediaFolder: where `audio/`, `video/`, `images/` and `documents/` are put; made if missing.
  ///   - now: what the posts count back from and the events look forward from.
  ///   - log: gets one line for each step.
  public init(
    mediaFolder: String, now: Date = Date(), log: @escaping @Sendable (String) -> Void
  ) {
    self.mediaFolder = mediaFolder
    self.now = now
    self.log = log
  }

  /// Runs the tools; needs `bible-kjv`, `espeak-ng`, `ffmpeg` and `fonts-dejavu-core`.
  public func build() async throws(DemoError) -> DemoContent {
    let missing = Tool.missingPackages()
    guard missing.isEmpty else { throw DemoError(.missingPackages(missing)) }
    let workshop = try Workshop(mediaFolder: mediaFolder)
    do {
      log("Reading the King James text")
      let studio = Studio(workshop: workshop, scripture: try await Scripture.read())
      log("Making readings, hymns, films and pictures, two at a time")
      let jobs = studio.jobs
      let counter = Counter()
      try await WorkQueue.run(jobs) { [log] title in
        log("  [\(counter.next())/\(jobs.count)] \(title)")
      }
      let content = try DemoRowsBuilder(
        time: TimeLine(now: now), scripture: studio.scripture, files: studio.files.all
      ).build()
      try workshop.publish()
      log("Made \(content.posts.count) posts, \(studio.files.megabytes) MB of media")
      return content
    } catch {
      workshop.remove()
      throw error
    }
  }
}
