import CNTKit
import Foundation

/// What people publish: files in one request or in parts (tus 1.0.0), and what stands for them.
extension FakePlatform.World {
  mutating func make(_ kind: String, _ body: HTTPBody) -> HTTPResponse {
    nextID += 1
    switch kind {
    case "podcasts":
      guard let new: PodcastCreate = body.decoded() else { return .refusal(422, "") }
      let made = Podcast(
        id: nextID, title: new.title, description: new.description, audioURL: new.audioURL,
        videoURL: new.videoURL, coverImage: new.coverImage, creatorID: me,
        duration: new.duration, createdAt: Timestamp(now))
      podcasts.append(made)
      return .json(made)
    case "movies":
      guard let new: MovieCreate = body.decoded() else { return .refusal(422, "") }
      let made = Movie(
        id: nextID, title: new.title, videoURL: new.videoURL, coverImage: new.coverImage,
        previewURL: new.previewURL, creatorID: me, createdAt: Timestamp(now))
      movies.append(made)
      return .json(made)
    default:
      guard let new: EventCreate = body.decoded() else { return .refusal(422, "") }
      let made = Event(
        id: nextID, hostID: me, title: new.title, eventDate: new.eventDate, status: "pending",
        createdAt: Timestamp(now))
      events.append(made)
      return .json(made)
    }
  }

  mutating func upload(
    _ call: FakePlatform.Call, _ parts: [String], _ body: HTTPBody
  ) -> HTTPResponse {
    if parts[0] == "upload" { return store(arriving, parts[1]) }
    if forgetsParts {
      self.parts = [:]
      forgetsParts = false
    }
    guard parts.count > 1 else {
      nextID += 1
      self.parts["u_-\(nextID)"] = (Int(call.headers["Upload-Length"] ?? "") ?? -1, Data())
      return HTTPResponse(
        status: 201, headers: ["Location": "/api/v1/uploads/u_-\(nextID)"], body: Data("{}".utf8))
    }
    guard var part = self.parts[parts[1]] else { return HTTPResponse(status: 404) }
    switch call.method {
    case "POST":
      guard part.data.count == part.length else { return .refusal(409, "Not all is there") }
      // Asked again it answers the same.
      let name = "audio/\(parts[1]).wav"
      files[name] = part.data
      return .json(UploadResult(url: name, duration: 60))
    case "PATCH":
      guard call.headers["Upload-Offset"] == "\(part.data.count)",
        case .data(let data, "application/offset+octet-stream") = body
      else { return .refusal(409, "Another offset") }
      part.data += data
      self.parts[parts[1]] = part
    default: break
    }
    return HTTPResponse(
      status: call.method == "HEAD" ? 200 : 204,
      headers: ["Upload-Offset": "\(part.data.count)", "Upload-Length": "\(part.length)"])
  }

  private mutating func store(_ data: Data, _ kind: String) -> HTTPResponse {
    nextID += 1
    let name = "\(kind)/\(nextID).bin"
    files[name] = data
    return .json(UploadResult(url: name, duration: 60))
  }
}
