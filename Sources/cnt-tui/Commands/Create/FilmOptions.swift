import ArgumentParser
import Foundation
import MediaKit

/// What `cnt edit` does to the picture of a film, and to what is heard with it.
struct FilmOptions: ParsableArguments {
  @Option(help: "Turn the picture to the right: 90, 180 or 270 degrees.")
  var rotate: Int?

  @Option(help: "Keep a part of the picture: LEFT,TOP,WIDTH,HEIGHT in percent of it.")
  var crop: String?

  @Option(parsing: .unconditional, help: "-1 to 1; 0 changes nothing.")
  var brightness: Double?

  @Option(help: "0 to 3; 1 changes nothing.")
  var contrast: Double?

  @Option(help: "0, without colours, to 3; 1 changes nothing.")
  var saturation: Double?

  @Option(
    help: """
      Words over the picture: FROM-TO=WORDS in seconds of what is left, or FROM-TO,top=WORDS; top, \
      middle or bottom. May be said several times.
      """)
  var words: [String] = []

  @Flag(help: "Without sound.")
  var mute = false

  @Option(help: "A sound file in place of the film's own sound.", completion: .file())
  var soundtrack: String?

  /// Whether any of them was said.
  var isSaid: Bool {
    rotate != nil || crop != nil || brightness != nil || contrast != nil || saturation != nil
      || !words.isEmpty || mute || soundtrack != nil
  }

  func validate() throws {
    guard rotate.map({ PictureEdit.Rotation(rawValue: $0) != nil }) ?? true else {
      throw ValidationError("--rotate takes 90, 180 or 270.")
    }
    guard !mute || soundtrack == nil else {
      throw ValidationError("Say one of --mute and --soundtrack.")
    }
    _ = try area()
    _ = try overlays()
  }

  private func area() throws -> PictureEdit.Area? {
    guard let crop else { return nil }
    let parts = crop.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    let numbers = parts.compactMap { $0 }
    guard parts.count == 4, numbers.count == 4, numbers.allSatisfy({ (0...100).contains($0) }),
      numbers[2] > 0, numbers[3] > 0, numbers[0] + numbers[2] <= 100,
      numbers[1] + numbers[3] <= 100
    else {
      throw ValidationError(
        "--crop takes left, top, width and height in percent, such as 10,0,80,100.")
    }
    return PictureEdit.Area(
      left: numbers[0] / 100, top: numbers[1] / 100, width: numbers[2] / 100,
      height: numbers[3] / 100)
  }

  private struct Words {
    var from: Double
    var to: Double
    var place: PictureEdit.Overlay.Place
    var text: String
  }

  private func overlays() throws -> [Words] {
    try words.map { said in
      let parts = said.split(separator: "=", maxSplits: 1).map(String.init)
      let head = (parts.first ?? "").split(separator: ",", maxSplits: 1).map(String.init)
      let times = (head.first ?? "").split(separator: "-", omittingEmptySubsequences: false)
        .map { Double($0) }
      let place =
        head.count > 1
        ? PictureEdit.Overlay.Place(rawValue: head[1]) : PictureEdit.Overlay.Place.bottom
      guard parts.count == 2, times.count == 2, let from = times[0], let to = times[1], from >= 0,
        from < to, to < 1e7, let place
      else {
        throw ValidationError("--words takes times and words, such as 0-5,top=Psalm 23.")
      }
      return Words(from: from, to: to, place: place, text: parts[1])
    }
  }

  /// Puts them into an edit; ``EditProblem`` where that has no picture, or cannot have this.
  func apply(to edit: inout EditList) async throws {
    guard isSaid else { return }
    guard var picture = edit.picture else {
      throw EditProblem(.figure("film, because the first file has no pictures"))
    }
    if let rotate, let rotation = PictureEdit.Rotation(rawValue: rotate) {
      picture.rotation = rotation
      // On its side it is as high as it was wide.
      if rotation == .left || rotation == .right {
        (picture.width, picture.height) = (picture.height, picture.width)
      }
    }
    if let area = try area() {
      picture.crop = area
      // Without edges; films have even sides.
      func side(_ whole: Int, _ share: Double) -> Int {
        max(16, Int((Double(whole) * share / 2).rounded()) * 2)
      }
      (picture.width, picture.height) = (
        side(picture.width, area.width), side(picture.height, area.height)
      )
    }
    picture.brightness = brightness ?? picture.brightness
    picture.contrast = contrast ?? picture.contrast
    picture.saturation = saturation ?? picture.saturation
    for words in try overlays() {
      guard let start = edit.samples(words.from), let end = edit.samples(words.to),
        start < edit.length
      else { throw EditProblem(.outside) }
      picture.overlays.append(
        PictureEdit.Overlay(
          text: words.text, place: words.place, start: start, end: min(end, edit.length)))
    }
    edit.picture = picture
    if mute { edit.soundtrack = .none }
    if let soundtrack {
      edit.sources.append(try await EditSource(reading: soundtrack, sampleRate: edit.sampleRate))
      edit.soundtrack = .replaced(source: edit.sources.count - 1)
    }
  }
}
