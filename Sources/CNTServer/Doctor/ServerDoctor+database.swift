import Foundation
import GRDB

extension ServerDoctor {
  /// The database, and what its rows and the media folder know of each other.
  func database() async -> [ServerFinding] {
    let path = data + "/cnt.sqlite"
    guard FileManager.default.fileExists(atPath: path) else {
      return [.warn("database", "there is none yet", "serve makes one at its start.")]
    }
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(10)
    do {
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      defer { try? queue.close() }
      return try await queue.read { db in
        let sound = try soundness(db)
        // What is broken is not read any further.
        guard !sound.contains(where: { $0.state == .bad }) else { return sound }
        return try sound + [keys(db)] + media(db)
      }
    } catch {
      return [
        .bad(
          "database", "it cannot be read (\((error as? DatabaseError)?.message ?? "\(error)"))",
          "Put a backup back: cnt-server restore.")
      ]
    }
  }

  private func soundness(_ db: Database) throws -> [ServerFinding] {
    let faults = try String.fetchAll(db, sql: "PRAGMA integrity_check(5)")
    guard faults == ["ok"] else {
      return [
        .bad(
          "database", "it is broken: \(faults.joined(separator: "; "))",
          "Stop the server, keep a copy of the folder, and put a backup back: cnt-server restore.")
      ]
    }
    let migrator = ServerSchema.migrator
    if try migrator.hasBeenSuperseded(db) {
      return [
        .bad(
          "database", "a newer cnt-server has changed it",
          "Use that version, or a backup from before.")
      ]
    }
    guard try migrator.hasCompletedMigrations(db) else {
      return [
        .warn(
          "database", "it is of an earlier cnt-server",
          "Make a backup; serve brings it up to date at its start.")
      ]
    }
    return [.ok("database", "sound, and of this version")]
  }

  private func keys(_ db: Database) throws -> ServerFinding {
    let tables = try Row.fetchAll(db, sql: "PRAGMA foreign_key_check").map { $0["table"] as String }
    guard !tables.isEmpty else { return .ok("rows", "all that rows refer to is there") }
    return .bad(
      "rows",
      "\(tables.count) rows refer to what is gone, in \(Set(tables).sorted().joined(separator: ", "))",
      "Put a backup back, or delete these rows.")
  }

  /// Columns that name files of the media folder.
  private static let columns = [
    ("users", "avatar"), ("artists", "cover_image"), ("podcasts", "audio_url"),
    ("podcasts", "video_url"), ("podcasts", "cover_image"), ("movies", "video_url"),
    ("movies", "cover_image"), ("movies", "preview_url"), ("music_tracks", "audio_url"),
    ("music_tracks", "cover_image"), ("bible_stories", "audio_url"),
    ("bible_stories", "cover_image"), ("document_assets", "file_path"),
    ("document_assets", "thumbnail_path"), ("community_posts", "image_url"),
    ("playlists", "cover_image"), ("events", "cover_image"), ("live_streams", "thumbnail"),
    ("content_drafts", "original_media_url"), ("content_drafts", "edited_media_url"),
    ("content_drafts", "thumbnail_url"),
  ]

  private func media(_ db: Database) throws -> [ServerFinding] {
    let store = MediaStore(existing: data + "/media")
    var (named, missing) = (Set<String>(), [String]())
    for (table, column) in Self.columns where try db.tableExists(table) {
      let rows = try Row.fetchCursor(
        db, sql: "SELECT id, \(column) AS address FROM \(table) WHERE \(column) <> ''")
      while let row = try rows.next() {
        guard let path = path(row["address"]) else { continue }
        if named.insert(path).inserted, store.file(path) == nil {
          missing.append("\(path) (\(table) \(row["id"] as Int))")
        }
      }
    }
    let unnamed = BackupFiles.all(in: store.folder, leavingOut: MediaStore.hidden)
      .filter { !named.contains($0) && !$0.hasPrefix(ThumbnailRoutes.defaultFolder + "/") }
    var findings: [ServerFinding] = []
    if !missing.isEmpty {
      findings.append(
        .bad(
          "media", "\(missing.count) files are missing: \(Self.some(missing))",
          "Put them back from a backup, or delete what names them."))
    }
    if !unnamed.isEmpty {
      let bytes = unnamed.reduce(0) { $0 + (store.file($1)?.size ?? 0) }
      findings.append(
        .warn(
          "media",
          "\(unnamed.count) files, \(bytes >> 20) MiB, are named by no row: \(Self.some(unnamed))",
          "They were uploaded and not used. Nothing needs them, unless another site has their address."
        ))
    }
    return findings.isEmpty ? [.ok("media", "\(named.count) files, all there")] : findings
  }

  /// What an address says of the media folder; nil for what is elsewhere.
  private func path(_ address: String) -> String? {
    var text = address[...]
    if let base = environment["PUBLIC_URL"], !base.isEmpty, text.hasPrefix(base) {
      text = text.dropFirst(base.count)
    }
    text = text.drop { $0 == "/" }.prefix { $0 != "?" && $0 != "#" }
    guard text.hasPrefix("media/") else { return nil }
    return String(text.dropFirst(6)).removingPercentEncoding
  }

  private static func some(_ names: [String]) -> String {
    names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", ..." : "")
  }
}
