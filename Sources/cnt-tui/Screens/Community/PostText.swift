import CNTKit
import SyncEngine
import TermKit

extension Presenter {
  func post(_ item: CommunityPost) -> ItemText {
    let author = item.userName ?? tr("Unknown")
    var text = ItemText(
      icon: item.isLiked ? "♥" : "♡", title: item.title.isEmpty ? author : item.title,
      meta: dates.relative(item.createdAt),
      subtitle: [
        author, Self.categoryTitle(item.category),
        tr(item.likesCount, one: "\(item.likesCount) like", other: "\(item.likesCount) likes"),
        tr(
          item.commentsCount, one: "\(item.commentsCount) comment",
          other: "\(item.commentsCount) comments"),
      ].filter { !$0.isEmpty }.joined(separator: " · "))
    if item.isApproved == false {
      text.badges.append(.init(text: tr("waits for approval"), role: .warning))
    }
    text.fact(tr("By"), author)
    text.fact(tr("Category"), Self.categoryTitle(item.category))
    text.fact(tr("Posted"), dates.relative(item.createdAt))
    text.fact(
      tr("Likes"), item.isLiked ? tr("\(item.likesCount), yours too") : "\(item.likesCount)")
    text.fact(tr("Comments"), "\(item.commentsCount)")
    text.fact(tr("Picture"), item.imageURL)
    text.body = item.content
    text.actions = [.like, .comment, .author]
    return text
  }

  func comment(_ item: Comment) -> ItemText {
    ItemText(
      icon: "›", title: item.userName ?? tr("Unknown"), meta: dates.relative(item.createdAt),
      body: item.content)
  }

  /// "prayer_request" reads "Prayer request".
  static func categoryTitle(_ raw: String) -> String {
    switch raw {
    case "general": return tr("General")
    case "testimony": return tr("Testimony")
    case "prayer_request": return tr("Prayer request")
    case "question": return tr("Question")
    case "announcement": return tr("Announcement")
    default: break
    }
    let words = raw.replacing("_", with: " ")
    return words.prefix(1).uppercased() + words.dropFirst()
  }
}
