import CNTKit
import Foundation

/// Uploads files one after the other and makes a podcast or a film of each.
struct UploadRun {
  enum Outcome: Hashable, Sendable {
    case made(Int)
    /// An earlier upload made it.
    case doneBefore(Int)
    case refused(String)
  }

  let api: APIClient
  var journal: UploadJournal
  let newKey: () -> String
  let now: () -> Date
  let progress: @Sendable (UploadItem, HTTPProgress) -> Void

  /// What became of one file. Throws where no other file would fare better: no network, no session, a
  /// full disk.
  mutating func carryOut(_ item: UploadItem) async throws -> Outcome {
    if let problem = item.problem { return .refused(problem) }
    var record =
      journal[item]
      ?? UploadJournal.Record(uploadKey: newKey(), createKey: newKey(), kind: item.kind)
    if let made = record.made { return .doneBefore(made) }
    do {
      if record.url == nil {
        try journal.keep(record, of: item)
        record.url = try await upload(item, key: record.uploadKey)
        try journal.keep(record, of: item)
      }
      let made = try await make(item, &record)
      record.made = made
      try journal.keep(record, of: item)
      return .made(made)
    } catch let error as APIError {
      switch error.reason {
      case .invalid, .refused, .conflict, .notFound: return .refused(error.recovery)
      default: throw error
      }
    }
  }

  private func upload(_ item: UploadItem, key: String) async throws -> String {
    let (path, progress) = (item.path, progress)
    let now = MediaFile.look(at: path)
    guard now.size == item.size, now.modified == item.modified else {
      throw APIError(.refused, detail: "It changed while this ran: try it again.")
    }
    let kind: Endpoint<UploadResult>.UploadKind = item.media == .audio ? .audio : .video
    let answer = try await api.call(
      Endpoint.upload(
        kind, path: path, filename: item.filename, contentType: item.contentType
      ).with(idempotencyKey: key)
    ) { progress(item, $0) }
    return answer.url
  }

  /// As long as the sync engine waits, seconds.
  private static let settlePause: TimeInterval = 20

  /// What was asked for before without an answer is looked for by its file, which nothing else has.
  private mutating func make(
    _ item: UploadItem, _ record: inout UploadJournal.Record
  ) async throws -> Int {
    let url = record.url ?? ""
    if record.asked != nil {
      if let twin = try await find(url, record.kind) { return twin }
      // Held up on its way, the last try could still arrive.
      let age = record.askedAt.map { now().timeIntervalSince1970 - $0 } ?? .infinity
      guard !(0..<Self.settlePause).contains(age) else {
        throw Failure(
          sentence: "The server did not answer when “\(item.title)” was to be made: wait"
            + " \(Int(Self.settlePause)) seconds.", code: .temporary)
      }
    }
    let asked =
      record.asked
      ?? UploadJournal.Asked(
        title: item.title, description: item.description, category: item.category,
        duration: item.duration)
    record.asked = asked
    record.askedAt = now().timeIntervalSince1970
    try journal.keep(record, of: item)
    do {
      return try await create(asked, url, item.media, record)
    } catch let error as APIError where !error.mayHaveArrived {
      record.asked = nil
      // Refused under its key: the next try is another request.
      record.createKey = newKey()
      try journal.keep(record, of: item)
      throw error
    }
  }

  private func create(
    _ asked: UploadJournal.Asked, _ url: String, _ media: MediaFile.Media,
    _ record: UploadJournal.Record
  ) async throws -> Int {
    switch record.kind {
    case .podcast:
      let body = PodcastCreate(
        title: asked.title, description: asked.description,
        audioURL: media == .audio ? url : nil, videoURL: media == .video ? url : nil,
        useDefaultThumbnail: true, categoryID: asked.category, duration: asked.duration)
      let made = try await api.call(
        Endpoint.createPodcasts([body]).with(idempotencyKey: record.createKey))
      guard let id = made.first?.id else { throw APIError(.undecodable) }
      return id
    case .movie:
      let body = MovieCreate(
        title: asked.title, videoURL: url, description: asked.description,
        duration: asked.duration, categoryID: asked.category, status: "approved")
      return try await api.call(
        Endpoint<Movie>.createMovie(body).with(idempotencyKey: record.createKey)
      ).id
    }
  }

  /// Rows of a page while a twin is looked for, and pages at most.
  private static let page = 500
  private static let mostPages = 400

  private func find(_ url: String, _ kind: UploadItem.Kind) async throws -> Int? {
    for page in 0..<Self.mostPages {
      let (skip, limit) = (page * Self.page, Self.page)
      let rows: [(id: Int, urls: [String?])]
      switch kind {
      case .podcast:
        rows = try await api.call(.podcasts(skip: skip, limit: limit)).map {
          ($0.id, [$0.audioURL, $0.videoURL])
        }
      case .movie:
        rows = try await api.call(.movies(skip: skip, limit: limit)).map { ($0.id, [$0.videoURL]) }
      }
      if let twin = rows.first(where: { $0.urls.contains(url) }) { return twin.id }
      if rows.count < limit { return nil }
    }
    throw APIError(
      .undecodable, detail: "the list is too long to look for what may have been made")
  }
}
