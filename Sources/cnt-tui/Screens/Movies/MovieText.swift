import CNTKit
import Foundation
import TermKit

extension Presenter {
  func movie(_ item: Movie) -> ItemText {
    let year = item.releaseDate.map { String($0.text.prefix(4)) }
    var text = ItemText(
      icon: "▶", title: item.title, meta: DateText.duration(item.duration),
      badges: badge(status: item.status),
      subtitle: [year, item.director, item.rating.map { "\(Self.rating($0))/10" }]
        .compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " · "))
    if item.isFeatured { text.badges.append(.init(text: tr("featured"), role: .accent)) }
    text.fact(tr("Year"), year)
    text.fact(tr("Director"), item.director)
    text.fact(tr("Cast"), item.cast.map(Self.cast))
    text.fact(tr("Rating"), item.rating.map { tr("\(Self.rating($0)) of 10") })
    text.fact(tr("Length"), DateText.duration(item.duration))
    text.fact(tr("Category"), category(item.categoryID))
    text.body = item.description ?? ""
    text.actions =
      item.videoURL?.isEmpty == false ? [.play, .favorite, .download] : [.favorite]
    if item.previewURL?.isEmpty == false { text.actions.append(.preview) }
    text.actions.append(.similar)
    return text
  }

  /// The cast is a JSON array in a string, or a comma list.
  static func cast(_ text: String) -> String {
    guard text.hasPrefix("["),
      let names = try? JSONDecoder().decode([String].self, from: Data(text.utf8))
    else { return text }
    return names.joined(separator: ", ")
  }

  /// A dash for what is no rating on any scale: what the network says may not fit an integer.
  static func rating(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1000 else { return "–" }
    let tenths = Int((abs(value) * 10).rounded())
    let whole = (value < 0 && tenths > 0 ? "-" : "") + "\(tenths / 10)"
    return tenths % 10 == 0 ? whole : "\(whole).\(tenths % 10)"
  }
}
