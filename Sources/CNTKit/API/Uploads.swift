/// Files to the platform; the part is always called `file`.
extension Endpoint where Answer == UploadResult {
  public enum UploadKind: String, Sendable { case audio, video, image, document }

  /// `contentType` must begin with the kind (`audio/`, ...), and be `application/pdf` for a document, or the
  /// platform refuses it.
  public static func upload(
    _ kind: UploadKind, path: String, filename: String, contentType: String
  ) -> Endpoint {
    .json(
      .post, "/upload/\(kind.rawValue)",
      body: .multipart([
        MultipartPart(
          name: "file", filename: filename, contentType: contentType, content: .file(path: path))
      ]), authorization: .required, timeouts: .media)
  }
}
