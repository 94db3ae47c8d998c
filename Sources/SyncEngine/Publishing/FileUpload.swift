import CNTKit
import Foundation

/// One file on its way: in parts where the server offers it, so that it goes on where it was cut off,
/// else in one request.
struct FileUpload: Sendable {
  let api: APIClient
  let inParts: Bool
  /// Bytes of a part.
  var partSize = 4 << 20

  /// Of one upload; a server that answers with no further place is left after so many looks.
  private static let mostLooks = 8

  /// Uploads it. `note` is told of the file as it is after each step that must not be forgotten;
  /// `progress` of bytes that are on their way.
  func run(
    _ given: PublicationFile, note: @Sendable (PublicationFile) async throws -> Void,
    progress: @escaping @Sendable (Int) -> Void
  ) async throws -> (PublicationFile, UploadResult) {
    var file = given
    try file.check()
    guard inParts else {
      // Nothing of an earlier try counts.
      (file.sent, file.place) = (0, nil)
      try await note(file)
      let result = try await api.call(
        Endpoint.upload(
          file.role.uploadKind, path: file.path, filename: file.name, contentType: file.contentType
        ).with(idempotencyKey: file.key)
      ) { state in
        // The frame around the file is sent, too.
        guard let total = state.sentTotal, total > 0 else { return }
        progress(Int(Double(given.size) * min(1, Double(state.sent) / Double(total))))
      }
      file.sent = file.size
      return (file, result)
    }
    for _ in 0..<2 {
      if let result = try await parts(&file, note, progress) { return (file, result) }
      // The server has forgotten it: from the beginning.
      (file.place, file.sent, file.key) = (nil, 0, UUID().uuidString.lowercased())
      try await note(file)
    }
    throw APIError(.notFound)
  }

  /// nil where the server knows nothing of the upload any more.
  private func parts(
    _ file: inout PublicationFile, _ note: @Sendable (PublicationFile) async throws -> Void,
    _ progress: @escaping @Sendable (Int) -> Void
  ) async throws -> UploadResult? {
    do {
      let place: UploadPlace
      if let kept = file.place.flatMap(UploadPlace.init(path:)) {
        place = kept
        file.sent = try await api.call(.uploadOffset(place))
      } else {
        place = try await api.call(
          Endpoint<UploadPlace>.beginUpload(
            file.role.uploadKind, length: file.size, filename: file.name,
            contentType: file.contentType
          ).with(idempotencyKey: file.key + "-begin"))
        (file.place, file.sent) = (place.path, 0)
      }
      try await note(file)
      try await send(&file, to: place, note, progress)
      let result = try await api.call(Endpoint<UploadResult>.finishUpload(place))
      return result
    } catch let error as APIError where file.place != nil && error.isGone {
      return nil
    }
  }

  private func send(
    _ file: inout PublicationFile, to place: UploadPlace,
    _ note: @Sendable (PublicationFile) async throws -> Void,
    _ progress: @escaping @Sendable (Int) -> Void
  ) async throws {
    guard let handle = FileHandle(forReadingAtPath: file.path) else {
      _ = try PublicationFile.look(file.path)
      throw UnpublishableFile(recovery: "\(file.name) cannot be read: see who may read it.")
    }
    defer { try? handle.close() }
    var looks = 0
    while file.sent < file.size {
      try Task.checkCancellation()
      // What is read must be of the file that was announced.
      try file.check()
      let start = file.sent
      try handle.seek(toOffset: UInt64(start))
      let part = try handle.read(upToCount: min(partSize, file.size - start)) ?? Data()
      do {
        let next = try await api.call(.sendPart(place, at: start, part)) { state in
          progress(start + min(part.count, state.sent))
        }
        guard next > start, next <= file.size else { throw APIError(.undecodable) }
        file.sent = next
      } catch let error as APIError where error.reason == .conflict {
        // Bytes of a try without an answer came through after all.
        looks += 1
        guard looks <= Self.mostLooks else { throw error }
        file.sent = try await api.call(.uploadOffset(place))
      }
      try await note(file)
    }
    try file.check()
  }
}

extension APIError {
  /// Whether what was asked for was there once.
  fileprivate var isGone: Bool { reason == .notFound || status == 410 }
}
