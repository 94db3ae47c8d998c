import CNTKit
import Foundation
import SyncEngine

extension PublishOrder {
  /// Pictures that the platform shows.
  static let pictures = [
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp",
    "gif": "image/gif",
  ]

  /// The files, with what is published when they are up. `media`: the path of the main one.
  /// Throws ``FormProblem`` with the field of a file that is of no use.
  func publication(
    media: String, duration: Int?
  ) throws -> (content: Publication.Content, files: [PublicationFile]) {
    var files: [PublicationFile] = []
    var isFilm = false
    if kind == .picture {
      files.append(try Self.picture(form, "path", .picture))
    } else {
      guard let type = MediaFile.type(of: media), kind != .movie || type.media == .video else {
        let kinds = MediaFile.types.filter { kind != .movie || $0.value.media == .video }
        let names = kinds.keys.sorted().joined(separator: ", ")
        throw FormProblem(field: "path", sentence: tr("Choose a file of these kinds: \(names)."))
      }
      isFilm = type.media == .video
      files.append(
        try Self.file(
          "path", isFilm ? .video : .audio, media, contentType: type.contentType,
          isTemporary: take != nil))
    }
    if text("cover") != nil {
      files.append(try Self.picture(form, "cover", .cover, isTemporary: coverIsTemporary))
    }
    if let preview = try preview() { files.append(preview) }
    return (content(duration: duration), files)
  }

  /// Looks at everything once more and takes what has to be made: what is queued then can go up.
  /// `covers`: where pictures of films are kept until they are.
  func prepared(
    media: String, covers: String
  ) async throws -> (content: Publication.Content, files: [PublicationFile]) {
    let order = try await takingFrame(of: media, into: covers)
    // Refused before a long look into the file.
    _ = try order.publication(media: media, duration: nil)
    let facts = kind == .picture ? nil : await MediaProbe().facts(media)
    if facts?.isUnreadable == true {
      throw FormProblem(field: "path", sentence: tr("There is no sound and no film in it."))
    }
    return try order.publication(media: media, duration: facts?.duration)
  }

  func preview() throws -> PublicationFile? {
    guard let preview = path("preview") else { return nil }
    guard let type = MediaFile.type(of: preview), type.media == .video else {
      throw FormProblem(field: "preview", sentence: tr("The preview must be a film."))
    }
    return try Self.file("preview", .preview, preview, contentType: type.contentType)
  }

  private func content(duration: Int?) -> Publication.Content {
    switch kind {
    case .podcast:
      return .make(
        .podcast(
          PodcastCreate(
            title: title, description: text("description"),
            useDefaultThumbnail: text("cover") == nil ? true : nil, categoryID: category,
            duration: duration)))
    case .movie:
      return .make(
        .movie(
          MovieCreate(
            title: title, videoURL: "", description: text("description"), duration: duration,
            director: text("director"), cast: text("cast"), releaseDate: release,
            categoryID: category, status: isAdmin ? "approved" : nil)))
    case .track:
      return .make(
        .track(
          MusicTrackCreate(
            title: title, artist: text("artist") ?? "", album: text("album"), genre: text("genre"),
            lyrics: text("lyrics"), duration: duration)))
    case .picture:
      return .post(
        CommunityPostCreate(
          title: title, content: text("description") ?? "", category: ComposerState.categories[0],
          postType: "image"))
    }
  }

  /// The picture that a field of a form names.
  static func picture(
    _ form: FormState, _ field: String, _ role: PublicationFile.Role, isTemporary: Bool = false
  ) throws -> PublicationFile {
    let path = path(form.text(field)) ?? ""
    guard let type = pictures[(path as NSString).pathExtension.lowercased()] else {
      let names = pictures.keys.sorted().joined(separator: ", ")
      throw FormProblem(field: field, sentence: tr("Choose a file of these kinds: \(names)."))
    }
    return try file(field, role, path, contentType: type, isTemporary: isTemporary)
  }

  private static func file(
    _ field: String, _ role: PublicationFile.Role, _ path: String, contentType: String,
    isTemporary: Bool = false
  ) throws -> PublicationFile {
    do {
      return try PublicationFile(
        role, path: path, contentType: contentType, isTemporary: isTemporary)
    } catch let error as UnpublishableFile {
      throw FormProblem(field: field, sentence: recognised(error.recovery))
    }
  }
}
