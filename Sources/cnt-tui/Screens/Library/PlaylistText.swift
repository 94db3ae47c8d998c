import CNTKit

extension Presenter {
  func playlist(_ item: Playlist) -> ItemText {
    let count = item.itemCount ?? item.items?.count
    var text = ItemText(
      icon: "≡", title: item.name,
      meta: count.map { tr($0, one: "\($0) item", other: "\($0) items") } ?? "",
      subtitle: item.description ?? "", body: item.description ?? "")
    text.actions = [.download]
    return text
  }
}
