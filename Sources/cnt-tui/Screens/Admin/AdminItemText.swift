import CNTKit

extension Presenter {
  func adminItem(_ item: AdminContentItem) -> ItemText {
    let isPlayable = item.audioURL?.isEmpty == false || item.videoURL?.isEmpty == false
    var text = ItemText(
      icon: "⚑", title: item.title.isEmpty ? "(no title)" : item.title,
      meta: dates.relative(item.createdAt), badges: badge(status: item.status),
      subtitle: [Self.kindTitle(item.type), item.creatorName ?? ""].filter { !$0.isEmpty }
        .joined(separator: " · "))
    text.fact("Kind", Self.kindTitle(item.type))
    text.fact("By", item.creatorName)
    text.fact("Sent in", dates.relative(item.createdAt))
    text.fact("Length", DateText.duration(item.duration))
    text.fact("Audio", item.audioURL)
    text.fact("Video", item.videoURL)
    text.fact("Picture", item.imageURL ?? item.coverImage)
    text.body = item.description ?? ""
    text.actions = isPlayable ? [.play, .approve, .reject] : [.approve, .reject]
    return text
  }

  static func kindTitle(_ type: String) -> String {
    switch type {
    case "podcast": "Podcast"
    case "movie": "Movie"
    case "music": "Music"
    case "community_post": "Post"
    case "event": "Event"
    default: type
    }
  }
}
