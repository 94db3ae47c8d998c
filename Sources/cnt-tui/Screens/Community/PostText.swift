import CNTKit
import SyncEngine
import TermKit

extension Presenter {
  func post(_ item: CommunityPost) -> ItemText {
    let author = item.userName ?? "Unknown"
    var text = ItemText(
      icon: item.isLiked ? "♥" : "♡", title: item.title.isEmpty ? author : item.title,
      meta: dates.relative(item.createdAt),
      subtitle: [
        author, Self.categoryTitle(item.category),
        counted(item.likesCount, "like", "likes"),
        counted(item.commentsCount, "comment", "comments"),
      ].filter { !$0.isEmpty }.joined(separator: " · "))
    if item.isApproved == false {
      text.badges.append(.init(text: "waits for approval", role: .warning))
    }
    text.fact("By", author)
    text.fact("Category", Self.categoryTitle(item.category))
    text.fact("Posted", dates.relative(item.createdAt))
    text.fact("Likes", item.isLiked ? "\(item.likesCount), yours too" : "\(item.likesCount)")
    text.fact("Comments", "\(item.commentsCount)")
    text.fact("Picture", item.imageURL)
    text.body = item.content
    text.actions = [.like, .comment, .author]
    return text
  }

  func comment(_ item: Comment) -> ItemText {
    ItemText(
      icon: "›", title: item.userName ?? "Unknown", meta: dates.relative(item.createdAt),
      body: item.content)
  }

  /// "prayer_request" reads "Prayer request".
  static func categoryTitle(_ raw: String) -> String {
    let words = raw.replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
