import CNTKit

extension Presenter {
  func podcast(_ item: Podcast) -> ItemText {
    let isVideo = item.videoURL?.isEmpty == false
    let isPlayable = isVideo || item.audioURL?.isEmpty == false
    var text = ItemText(
      icon: isVideo ? "▶" : "♪", title: item.title, meta: DateText.duration(item.duration),
      badges: badge(status: item.status),
      subtitle: [
        category(item.categoryID) ?? "Podcast", dates.relative(item.createdAt),
        counted(item.playsCount, "play", "plays"),
      ].filter { !$0.isEmpty }.joined(separator: " · "))
    text.fact("Kind", isVideo ? "Video podcast" : isPlayable ? "Audio podcast" : "Nothing to play")
    text.fact("Category", category(item.categoryID))
    text.fact("Length", DateText.duration(item.duration))
    text.fact("Plays", "\(item.playsCount)")
    text.fact("Published", dates.relative(item.createdAt))
    text.body = item.description ?? ""
    text.actions = isPlayable ? [.play, .favorite, .download] : [.favorite]
    return text
  }
}
