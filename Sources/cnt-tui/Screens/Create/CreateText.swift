import CNTKit
import Foundation
import SyncEngine
import TermKit

extension Presenter {
  func text(for choice: CreateChoice) -> ItemText {
    var text = ItemText(icon: choice.icon, title: tr(choice.title))
    text.subtitle = tr(choice.explanation)
    return text
  }

  /// A recording: when it was made, how long it is and what it takes.
  func text(for take: TakeFile) -> ItemText {
    var text = ItemText(
      icon: take.isFilm ? "▶" : "♪", title: take.name, meta: ByteText.text(take.bytes))
    if let seconds = take.seconds { text.badges = [.init(text: Self.time(seconds), role: .info)] }
    if take.isRecovered {
      text.badges.append(.init(text: tr("saved after a crash"), role: .warning))
    }
    text.subtitle = dates.relative(Timestamp(take.began))
    return text
  }

  /// Something on its way to the platform: how far it is, how fast, and why it stands still.
  func text(for publication: Publication) -> ItemText {
    var text = ItemText(
      icon: "↑", title: publication.title, meta: ByteText.text(publication.total))
    let percent = publication.total > 0 ? publication.sent * 100 / publication.total : 0
    switch publication.state {
    case .running:
      text.badges = [.init(text: "↑ \(percent)%", role: .info)]
      var parts: [String] = []
      if publication.rate > 0 { parts.append(tr("\(ByteText.text(publication.rate)) a second")) }
      if let left = publication.secondsLeft { parts.append(tr("\(Self.time(left)) left")) }
      text.subtitle = parts.joined(separator: " · ")
    case .queued where publication.failure != nil:
      text.badges = [.init(text: "↑ " + tr("tried again"), role: .warning)]
    case .queued: text.badges = [.init(text: "↑ " + tr("queued"), role: .pending)]
    case .paused:
      text.badges = [.init(text: "↑ " + tr("paused") + " · \(percent)%", role: .warning)]
    case .failed: text.badges = [.init(text: "↑ " + tr("failed"), role: .error)]
    case .done: text.badges = [.init(text: "↑", role: .success)]
    }
    if let failure = publication.failure { text.subtitle = recognised(failure) }
    return text
  }

  /// Such as 3:07 or 1:02:03.
  static func time(_ seconds: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    let rest = two(seconds % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(rest)" : "\(minutes):\(rest)"
  }
}
