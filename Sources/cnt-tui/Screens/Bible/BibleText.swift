import CNTKit

extension Presenter {
  func story(_ item: BibleStory) -> ItemText {
    var text = ItemText(icon: "✝", title: item.title, subtitle: item.scriptureReference)
    text.fact(tr("Scripture"), item.scriptureReference)
    text.body = item.content
    if item.audioURL?.isEmpty == false { text.actions = [.play, .download] }
    if ScriptureReference.first(in: item.scriptureReference) != nil { text.actions.append(.read) }
    return text
  }

  func document(_ item: DocumentAsset) -> ItemText {
    var text = ItemText(icon: "▤", title: item.title, subtitle: item.category)
    text.fact(tr("Category"), item.category)
    text.fact(tr("File"), item.filePath)
    text.body = item.description ?? ""
    if !item.filePath.isEmpty, item.id > 0 { text.actions = [.read, .download] }
    if isAdmin, item.id > 0 { text.actions += [.edit, .remove] }
    return text
  }
}
