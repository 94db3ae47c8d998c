import CNTKit
import Foundation
import SyncEngine
import TermKit

/// What a person says of what they publish.
enum PublishForm {
  enum Kind: String, Sendable, Hashable { case podcast, movie, track, picture }

  /// `take`: what was recorded here, for which no file need be named.
  static func form(_ kind: Kind, take: TakeFile? = nil, path: String = "") -> FormState {
    var fields: [FormState.Field] = []
    if take == nil {
      let hint =
        kind == .picture
        ? tr("the path of a picture")
        : kind == .movie ? tr("the path of a film") : tr("the path of a sound or film file")
      fields.append(.init("path", tr("File"), path, hint: hint))
    }
    fields.append(.init("title", tr("Title"), nil))
    let cover = cover(mayBeTime: take?.isFilm ?? true)
    switch kind {
    case .podcast: fields += [category, cover]
    case .movie:
      fields += [
        category, .init("director", tr("Director"), nil),
        .init("cast", tr("Cast"), nil, hint: tr("names with commas between them")),
        .init("release", tr("Released"), nil, hint: tr("2026-12-24, or nothing")), cover,
        .init("preview", tr("Preview"), nil, hint: tr("the path of a short film, or nothing")),
      ]
    case .track:
      fields += [
        .init("artist", tr("Artist"), nil), .init("album", tr("Album"), nil),
        .init("genre", tr("Genre"), nil), cover,
        .init("lyrics", tr("Lyrics"), nil, isLong: true),
      ]
    case .picture: break
    }
    if kind != .track {
      let label = kind == .picture ? tr("Text") : tr("Description")
      fields.append(.init("description", label, nil, isLong: true))
    }
    return FormState(
      purpose: .publish(kind, take: take), title: title(kind, isTake: take != nil), fields: fields)
  }

  private static var category: FormState.Field {
    .init("category", tr("Category"), nil, hint: tr("its name, or nothing"))
  }

  /// Of a film a moment can be the cover.
  private static func cover(mayBeTime: Bool) -> FormState.Field {
    let hint =
      mayBeTime
      ? tr("a picture's path, a film's time such as 0:42, or nothing")
      : tr("the path of a picture, or nothing")
    return .init("cover", tr("Cover"), nil, hint: hint)
  }

  private static func title(_ kind: Kind, isTake: Bool) -> String {
    switch kind {
    case .podcast: isTake ? tr("Publish the recording") : tr("Publish a podcast")
    case .movie: tr("Publish a film")
    case .track: tr("Publish music")
    case .picture: tr("Post with a picture")
    }
  }

  /// What is to be done with the form; throws where something in it cannot be used.
  static func order(
    _ form: FormState, categories: [Int: String], isAdmin: Bool
  ) throws(FormProblem) -> PublishOrder {
    guard case .publish(let kind, let take) = form.purpose else {
      throw FormProblem(field: "", sentence: "")
    }
    func require(_ name: String, _ sentence: String) throws(FormProblem) {
      if form.text(name).isEmpty { throw FormProblem(field: name, sentence: sentence) }
    }
    if take == nil { try require("path", tr("Say which file: its path.")) }
    try require("title", tr("Give it a title."))
    if kind == .track { try require("artist", tr("Say whose music it is.")) }
    if kind == .picture { try require("description", tr("Write a few words to the picture.")) }
    for field in form.fields {
      if let problem = TextLimits.problem(field.name, field.text) {
        throw FormProblem(field: field.name, sentence: recognised(problem))
      }
    }
    var order = PublishOrder(kind: kind, form: form, isAdmin: isAdmin)
    order.category = try category(form.text("category"), categories)
    order.release = try date(form.text("release"))
    return order
  }

  private static func category(
    _ name: String, _ categories: [Int: String]
  ) throws(FormProblem) -> Int? {
    guard !name.isEmpty else { return nil }
    func folded(_ text: String) -> String {
      text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
    }
    let wanted = folded(name)
    if let exact = categories.first(where: { folded($0.value) == wanted }) { return exact.key }
    let begun = categories.filter { folded($0.value).hasPrefix(wanted) }
    guard begun.count == 1, let only = begun.first else {
      let names = categories.values.sorted().prefix(8).joined(separator: ", ")
      throw FormProblem(
        field: "category", sentence: tr("There is no category “\(name)”: \(names)."))
    }
    return only.key
  }

  private static func date(_ text: String) throws(FormProblem) -> Timestamp? {
    guard !text.isEmpty else { return nil }
    guard let stamp = EventForm.date(text + " 00:00") else {
      throw FormProblem(field: "release", sentence: tr("Write the day like 2026-12-24."))
    }
    return stamp
  }
}

/// What is to be published, as the form has it; its files were not looked at yet.
struct PublishOrder: Sendable, Hashable {
  var kind: PublishForm.Kind
  /// Comes back with what is wrong, should a file be of no use.
  var form: FormState
  var isAdmin: Bool
  var category: Int?
  var release: Timestamp?
  /// The cover was made for this alone.
  var coverIsTemporary = false

  var take: TakeFile? {
    if case .publish(_, let take) = form.purpose { take } else { nil }
  }

  var title: String { form.text("title") }

  /// nil for what was left empty.
  func text(_ name: String) -> String? {
    let text = form.text(name)
    return text.isEmpty ? nil : text
  }

  func path(_ name: String) -> String? { Self.path(form.text(name)) }

  /// A path as it was written, with `~` for the person's home; nil for nothing.
  static func path(_ text: String) -> String? {
    guard !text.isEmpty else { return nil }
    return URL(fileURLWithPath: (text as NSString).expandingTildeInPath).standardizedFileURL.path
  }
}
