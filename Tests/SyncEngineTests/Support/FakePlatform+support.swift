import CNTKit
import Foundation

extension FakePlatform.World {
  mutating func supportMessage(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    switch (call.method, parts.dropFirst(2).first) {
    case ("GET", nil):
      return isAdmin ? .json(support) : .refusal(403, "Admin access required")
    case ("GET", "me"): return .json(support.filter { $0.userID == me })
    case ("POST", nil):
      guard let new: SupportMessageCreate = body.decoded() else { return .refusal(422, "bad body") }
      nextID += 1
      let message = SupportMessage(
        id: nextID, subject: new.subject, message: new.message, userID: me,
        createdAt: Timestamp(now))
      support.append(message)
      return .json(message)
    default: break
    }
    guard let id = Int(parts[2]), let index = support.firstIndex(where: { $0.id == id }) else {
      return .refusal(404, "Support message not found")
    }
    switch parts.last {
    case "reply":
      guard let reply: SupportReply = body.decoded() else { return .refusal(422, "bad body") }
      support[index].adminResponse = reply.response
      support[index].status = reply.status
    case "close": support[index].status = "closed"
    default:
      let actor: [String: String]? = body.decoded()
      if actor?["actor"] == "admin" { support[index].adminSeen = true }
      if actor?["actor"] == "user" { support[index].userSeen = true }
    }
    return .json(support[index])
  }

  mutating func document(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    if call.method == "GET" { return .json(documents) }
    if call.method == "POST" {
      guard let new: DocumentCreate = body.decoded() else { return .refusal(422, "bad body") }
      nextID += 1
      documents.append(
        DocumentAsset(
          id: nextID, title: new.title, filePath: new.filePath, category: new.category))
      return .json(documents[documents.count - 1])
    }
    guard let index = documents.firstIndex(where: { "\($0.id)" == parts[1] }) else {
      return .refusal(404, "Document not found")
    }
    if call.method == "DELETE" {
      documents.remove(at: index)
    } else if let edit: DocumentEdit = body.decoded() {
      documents[index].title = edit.title
      documents[index].category = edit.category
    }
    return .json(["message": "ok"])
  }
}
