import CNTKit

extension Presenter {
  func podcast(_ item: Podcast) -> ItemText {
    let isVideo = item.videoURL?.isEmpty == false
    let isPlayable = isVideo || item.audioURL?.isEmpty == false
    var text = ItemText(
      icon: isVideo ? "▶" : "♪", title: item.title, meta: DateText.duration(item.duration),
      badges: badge(status: item.status),
      subtitle: [
        category(item.categoryID) ?? tr("Podcast"), dates.relative(item.createdAt),
        tr(item.playsCount, one: "\(item.playsCount) play", other: "\(item.playsCount) plays"),
      ].filter { !$0.isEmpty }.joined(separator: " · "))
    text.fact(
      tr("Kind"),
      isVideo ? tr("Video podcast") : isPlayable ? tr("Audio podcast") : tr("Nothing to play"))
    text.fact(tr("Category"), category(item.categoryID))
    text.fact(tr("Length"), DateText.duration(item.duration))
    text.fact(tr("Plays"), "\(item.playsCount)")
    text.fact(tr("Published"), dates.relative(item.createdAt))
    text.body = item.description ?? ""
    text.actions = isPlayable ? [.play, .favorite, .download] : [.favorite]
    return text
  }
}
