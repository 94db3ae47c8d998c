import CNTKit
import Foundation
import GRDB
import HTTPTypes
import Hummingbird
import NIOCore

/// Uploads that come in parts and go on after a cut: tus, and `finish`, which makes of all parts what
/// `/upload/<kind>` makes of a file that came whole.
enum PartRoutes {
  static let routes: [Route] = [
    Route(.post, Tus.root, .member, create).answering(201),
    Route(.head, Tus.root + "/{upload}", .member, state),
    Route(.patch, Tus.root + "/{upload}", .member, takesFile: true, append)
      .taking(Tus.contentType).answering(204),
    Route(.delete, Tus.root + "/{upload}", .member, delete).answering(204),
    Route(.post, Tus.root + "/{upload}/finish", .member, finish),
  ]

  /// After so much that came, or so long, what came is made sure of.
  private static let stride = 8 << 20
  private static let pause = Duration.seconds(5)

  private static func create(_ call: Call) async throws -> Reply {
    let headers = call.request.headers
    try Tus.check(headers)
    let length = try Tus.number(.uploadLength, headers)
    let metadata = try Tus.Metadata(headers[.uploadMetadata] ?? "")
    let kind = try kind(metadata, for: call.member())
    guard length <= kind.largest else {
      throw Problem(413, "The file is larger than \(kind.largest) bytes")
    }
    try ReceivedFile.suffix(of: metadata["filename"] ?? "", metadata["filetype"] ?? "", kind)
    if let free = DiskSpace.free(call.services.parts.folder),
      free < length + DiskSpace.reserve
    {
      throw Problem(507, "The server's disk is full")
    }
    let (viewer, now) = (try call.member(), call.services.now())
    var reply = try await call.write { db in
      try .json(
        [
          "id": PartUpload.make(
            db, of: viewer, length: length, metadata: metadata.text, now: now)
        ], status: 201)
    }
    reply.headers.append(expiry(Int(now.timeIntervalSince1970) + Tus.lifetime))
    return reply
  }

  /// What an upload says that it is for.
  private static func kind(
    _ metadata: Tus.Metadata, for viewer: Call.Viewer
  ) throws -> UploadKind {
    let kind = try UploadKind.named(
      metadata["kind"] ?? "", movieType: metadata["movie_type"])
    guard !kind.isForAdmins || viewer.isAdmin else { throw Problem.forbidden }
    return kind
  }

  private static func expiry(_ seconds: Int) -> (String, String) {
    ("Upload-Expires", HTTPDate.text(seconds))
  }

  /// The upload that a path names, as it can be gone on with: a file that was lost, such as by a backup
  /// that was put back without it, begins anew.
  private static func find(_ call: Call) async throws -> PartUpload {
    let (viewer, now, id) = (try call.member(), call.services.now(), call.parameter("upload"))
    var upload = try await call.services.database.read { db in
      try PartUpload.find(db, id, of: viewer, now: now)
    }
    if upload.answer == nil {
      upload.received = min(upload.received, call.services.parts.size(upload.id))
    }
    return upload
  }

  /// The same with its file, which is nobody else's then; a finished one has none. Only who has the file
  /// knows that the row stays as it is.
  private static func hold(_ call: Call) async throws -> (PartUpload, PartFile?) {
    let upload = try await find(call)
    guard upload.answer == nil else { return (upload, nil) }
    let file = try call.services.parts.open(upload.id)
    do {
      let now = try await find(call)
      if now.answer != nil { call.services.parts.remove(now.id) }
      return (now, now.answer == nil ? file : nil)
    } catch let problem as Problem where problem.status == 404 {
      // It ended meanwhile, and opening it has made it anew. Any other fault leaves what came.
      call.services.parts.remove(upload.id)
      throw problem
    }
  }

  private static func state(_ call: Call) async throws -> Reply {
    try Tus.check(call.request.headers)
    let upload = try await find(call)
    var headers = [
      ("Upload-Offset", "\(upload.received)"), ("Upload-Length", "\(upload.length)"),
      ("Cache-Control", "no-store"),
    ]
    if !upload.metadata.isEmpty { headers.append(("Upload-Metadata", upload.metadata)) }
    if upload.answer == nil { headers.append(expiry(upload.end)) }
    return Reply(status: 200, headers: headers, body: .empty)
  }

  private static func append(_ call: Call) async throws -> Reply {
    let headers = call.request.headers
    try Tus.check(headers)
    guard headers[.contentType]?.lowercased() == Tus.contentType else {
      throw Problem(415, "Content-Type must be \(Tus.contentType)")
    }
    let offset = try Tus.number(.uploadOffset, headers)
    let (upload, file) = try await hold(call)
    guard offset == upload.received else {
      throw Problem(
        409, "The upload has \(upload.received) bytes: go on from there.",
        headers: [("Upload-Offset", "\(upload.received)")])
    }
    let tooLong = Problem(413, "The upload has \(upload.length) bytes and no more")
    if let length = headers[.contentLength].flatMap(Int.init), length > upload.length - offset {
      throw tooLong
    }
    var (written, sure, time) = (offset, offset, ContinuousClock.now)
    var failure: (any Error)?
    do {
      for try await piece in call.request.body where piece.readableBytes > 0 {
        guard written + piece.readableBytes <= upload.length, let file else { throw tooLong }
        try piece.withUnsafeReadableBytes { try file.write($0, at: written) }
        written += piece.readableBytes
        guard written - sure >= stride || ContinuousClock.now - time >= pause else { continue }
        try await makeSure(call, file, upload.id, of: written)
        (sure, time) = (written, .now)
      }
    } catch { failure = error }
    if written > sure, let file { try await makeSure(call, file, upload.id, of: written) }
    if let failure { throw failure }
    return Reply(
      status: 204,
      headers: [
        ("Upload-Offset", "\(written)"),
        expiry(Int(call.services.now().timeIntervalSince1970) + Tus.lifetime),
      ], body: .empty)
  }

  /// What came is on the disk before anybody is told so, also when the connection is gone.
  private static func makeSure(
    _ call: Call, _ file: PartFile, _ id: String, of size: Int
  ) async throws {
    let viewer = try call.member()
    try await Task {
      try await file.sync()
      let now = call.services.now()
      try await call.services.database.write { db in
        try PartUpload.grow(db, id, of: viewer, to: size, now: now)
      }
    }.value
  }

  private static func delete(_ call: Call) async throws -> Reply {
    try Tus.check(call.request.headers)
    let viewer = try call.member()
    let (upload, file) = try await hold(call)
    defer { withExtendedLifetime(file) {} }
    let reply = try await call.write { db in
      try PartUpload.delete(db, upload.id, of: viewer)
      return Reply(status: 204, body: .bytes(Data(), contentType: "application/json"))
    }
    call.services.parts.remove(upload.id)
    return reply
  }

  /// Repeated, it gives the answer that it gave.
  private static func finish(_ call: Call) async throws -> Reply {
    _ = try await call.objectIfAny()
    let (upload, file) = try await hold(call)
    guard let file else { return kept(upload.answer ?? Data()) }
    defer { withExtendedLifetime(file) {} }
    guard upload.received == upload.length else {
      throw Problem(
        409,
        "Only \(upload.received) of \(upload.length) bytes are here: send the rest, then finish.")
    }
    let metadata = try Tus.Metadata(upload.metadata)
    let kind = try kind(metadata, for: call.member())
    let received = ReceivedFile(
      path: call.services.parts.path(upload.id), filename: metadata["filename"] ?? "",
      contentType: metadata["filetype"] ?? "", head: file.head(),
      wantsStill: kind.media == "video" && metadata["generate_thumbnail"] != "false", isKept: true)
    try received.check(kind)
    let (id, now) = (upload.id, call.services.now())
    let reply = try await received.place(call, kind) { db, reply in
      guard case .bytes(let answer, _) = reply.body else { return }
      try PartUpload.finish(db, id, answer, now: now)
    }
    call.services.parts.remove(id)
    return reply
  }

  private static func kept(_ answer: Data) -> Reply {
    Reply(status: 200, body: .bytes(answer, contentType: "application/json"))
  }
}
