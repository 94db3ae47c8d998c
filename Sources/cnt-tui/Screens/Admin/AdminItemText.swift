import CNTKit

extension Presenter {
  func adminItem(_ item: AdminContentItem) -> ItemText {
    let isPlayable = item.audioURL?.isEmpty == false || item.videoURL?.isEmpty == false
    var text = ItemText(
      icon: "⚑", title: item.title.isEmpty ? tr("(no title)") : item.title,
      meta: dates.relative(item.createdAt), badges: badge(status: item.status),
      subtitle: [Self.kindTitle(item.type), item.creatorName ?? ""].filter { !$0.isEmpty }
        .joined(separator: " · "))
    text.fact(tr("Kind"), Self.kindTitle(item.type))
    text.fact(tr("By"), item.creatorName)
    text.fact(tr("Sent in"), dates.relative(item.createdAt))
    text.fact(tr("Length"), DateText.duration(item.duration))
    text.fact(tr("Audio"), item.audioURL)
    text.fact(tr("Video"), item.videoURL)
    text.fact(tr("Picture"), item.imageURL ?? item.coverImage)
    text.body = item.description ?? ""
    text.actions = isPlayable ? [.play, .approve, .reject] : [.approve, .reject]
    return text
  }

  static func kindTitle(_ type: String) -> String {
    switch type {
    case "podcast": tr("Podcast")
    case "movie": tr("Movie")
    case "music": tr("Music")
    case "community_post": tr("Post")
    case "event": tr("Event")
    default: type
    }
  }
}
