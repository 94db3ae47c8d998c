/// A short film: scenes one after another, each with its picture, its words and its reader.
struct Film: Sendable {
  let slug: String
  let title: String
  let description: String
  let scenes: [Scene]
  let reader: Person
  let director: Person
  let cast: String
  /// Whether it belongs to the children's list.
  let isForChildren: Bool
  let rating: Double
  let year: Int
  /// Hours before now.
  let age: Int
  var isFeatured = false
  var hasPreview = false

  var fileName: String { "film-\(slug).mp4" }
  var previewName: String { "film-\(slug)-preview.mp4" }
  var coverName: String { "film-\(slug).jpg" }

  static let previewSeconds = 8
}

/// One picture that moves for as long as its passage is read.
struct Scene: Sendable {
  let reference: String
  let sky: Sky
  let sprites: [Sprite]

  init(_ reference: String, _ sky: Sky, _ sprites: [Sprite] = []) {
    self.reference = reference
    self.sky = sky
    self.sprites = sprites
  }
}

extension Film {
  /// A reading with pictures: its passages under the stars.
  init(_ reading: Reading) {
    self.init(
      slug: reading.slug, title: reading.title, description: reading.description,
      scenes: reading.passages.map { Scene($0, .drifting("0B1030", "6B5A3F"), Sprite.stars(20)) },
      reader: reading.reader, director: reading.reader, cast: "", isForChildren: false, rating: 0,
      year: 2026, age: reading.age)
  }
}
