import SyncEngine

/// Something that a person can begin.
enum CreateChoice: String, Sendable, Hashable, CaseIterable {
  case sound, camera, screen, podcast, movie, post, picture, event, track, document

  var title: Phrase {
    switch self {
    case .sound: Phrase("Record a podcast")
    case .camera: Phrase("Record with the camera")
    case .screen: Phrase("Record the screen")
    case .podcast: Phrase("Podcast from a file")
    case .movie: Phrase("Film from a file")
    case .post: Phrase("Post or quote")
    case .picture: Phrase("Post with a picture")
    case .event: Phrase("Event")
    case .track: Phrase("Music from a file")
    case .document: Phrase("Document (PDF)")
    }
  }

  var explanation: Phrase {
    switch self {
    case .sound: Phrase("A microphone, or what this machine plays, with a level meter")
    case .camera: Phrase("Pictures of a camera with the sound of a microphone")
    case .screen: Phrase("What the screen shows, with the sound of a microphone")
    case .podcast: Phrase("Sound or a film that is on this machine")
    case .movie: Phrase("With a cover and a preview, if you have them")
    case .post: Phrase("Words for the community; the platform draws a picture for them")
    case .picture: Phrase("A picture that is on this machine, with words")
    case .event: Phrase("A day, a place, and how many may come")
    case .track: Phrase("Sound with its artist, album and lyrics")
    case .document: Phrase("For the Bible section")
    }
  }

  var icon: String {
    switch self {
    case .sound, .track: "♪"
    case .camera, .screen, .movie: "▶"
    case .podcast: "◉"
    case .post, .picture: "☷"
    case .event: "◷"
    case .document: "▤"
    }
  }

  var isForAdmins: Bool { self == .track || self == .document }
}

extension SectionSpec {
  static let create = SectionSpec(
    id: .create, title: Phrase("Create"), icon: "✎",
    tabs: [
      TabSpec(title: Phrase("New"), content: .choices),
      TabSpec(
        title: Phrase("Recordings"), content: .takes,
        empty: Phrase("What you record appears here, to be published.")),
      TabSpec(
        title: Phrase("Uploads"), content: .publications,
        empty: Phrase("Nothing is on its way to the platform.")),
    ])
}
