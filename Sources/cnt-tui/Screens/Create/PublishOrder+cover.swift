import CNTKit
import Foundation

extension PublishOrder {
  /// Seconds of a time as the cover's field takes it: 0:42 or 1:02:03; nil for what is none.
  static func time(_ text: String) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count) else { return nil }
    var seconds = 0
    for (index, part) in parts.enumerated() {
      guard let part, part >= 0, index == 0 ? part < 1000 : part < 60 else { return nil }
      seconds = seconds * 60 + part
    }
    return seconds
  }

  /// Throws where what goes beside the main file cannot be used: before that is worked on for minutes.
  func checkBesides() throws {
    if kind != .picture, let cover = text("cover") {
      if Self.time(cover) == nil {
        _ = try Self.picture(form, "cover", .cover)
      } else if take?.isFilm == false {
        throw FormProblem(
          field: "cover", sentence: tr("Only a film has pictures: name a picture file instead."))
      }
    }
    _ = try preview()
  }

  /// Where the cover is a time of the film, the picture of that time in its place. `folder`: where it is
  /// kept until it is up.
  func takingFrame(of media: String, into folder: String) async throws -> PublishOrder {
    guard kind != .picture, let text = text("cover"), let seconds = Self.time(text) else {
      return self
    }
    func refuse(_ sentence: String) -> FormProblem {
      FormProblem(field: "cover", sentence: sentence)
    }
    guard MediaFile.type(of: media)?.media == .video else {
      throw refuse(tr("Only a film has pictures: name a picture file instead."))
    }
    try Paths.makeFolder(folder)
    let path = folder + "/\(UUID().uuidString).jpg"
    let program = BoundedProgram(
      "ffmpeg",
      ["-nostdin", "-v", "error", "-ss", "\(seconds)", "-i", "file:" + media, "-map", "0:v:0"]
        + ["-frames:v", "1", "-q:v", "3", "-update", "1", "file:" + path])
    guard program.isInstalled else {
      throw refuse(tr("A cover of the film needs the program ffmpeg: sudo apt install ffmpeg."))
    }
    _ = try await program.run(most: 1 << 16, within: .seconds(60))
    // ffmpeg ends well where nothing is at that time.
    guard FileManager.default.fileExists(atPath: path) else {
      throw refuse(tr("The film has no picture at \(text): choose an earlier time."))
    }
    var order = self
    order.coverIsTemporary = true
    for index in order.form.fields.indices where order.form.fields[index].name == "cover" {
      order.form.fields[index] = .init("cover", order.form.fields[index].label, path)
    }
    return order
  }
}
