import CNTKit

extension Presenter {
  func track(_ item: MusicTrack) -> ItemText {
    var text = ItemText(
      icon: "♪", title: item.title, meta: DateText.duration(item.duration),
      subtitle: [item.artist, item.album ?? "", item.genre ?? ""].filter { !$0.isEmpty }
        .joined(separator: " · "))
    text.fact(tr("Artist"), item.artist)
    text.fact(tr("Album"), item.album)
    text.fact(tr("Genre"), item.genre)
    text.fact(tr("Length"), DateText.duration(item.duration))
    text.body = item.lyrics ?? ""
    text.actions =
      item.audioURL?.isEmpty == false ? [.play, .favorite, .download] : [.favorite]
    return text
  }
}
