import CNTKit

extension Presenter {
  func playlist(_ item: Playlist) -> ItemText {
    let count = item.itemCount ?? item.items?.count
    var text = ItemText(
      icon: "≡", title: item.name, meta: count.map { counted($0, "item", "items") } ?? "",
      subtitle: item.description ?? "", body: item.description ?? "")
    text.actions = [.download]
    return text
  }
}
