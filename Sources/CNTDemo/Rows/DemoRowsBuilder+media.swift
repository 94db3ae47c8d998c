import CNTKit

extension DemoRowsBuilder {
  func addPodcasts(_ content: inout DemoContent) {
    let live = Reading.published.count
    for (index, reading) in (Reading.published + Reading.pending).enumerated() {
      let film = reading.hasPicture ? Film(reading) : nil
      let url = film.map { "/media/video/\($0.fileName)" } ?? reading.audioURL
      content.podcasts.append(
        Podcast(
          id: index + 1, title: reading.title, description: reading.description,
          audioURL: film == nil ? url : nil, videoURL: film == nil ? nil : url,
          coverImage: "/media/images/\(film?.coverName ?? reading.coverName)",
          creatorID: reading.reader.id, categoryID: reading.categoryID,
          duration: files[url]?.seconds, status: index < live ? "approved" : "pending",
          playsCount: index < live ? 11 + 37 * (index + 2) % 89 : 0,
          createdAt: time.ago(hours: reading.age)))
    }
  }

  func addFilms(_ content: inout DemoContent) {
    let live = Film.published.count
    for (index, film) in (Film.published + Film.pending).enumerated() {
      let url = "/media/video/\(film.fileName)"
      let category = film.isForChildren ? ContentCategory.animatedStories : .gospel
      content.movies.append(
        Movie(
          id: index + 1, title: film.title, description: film.description, videoURL: url,
          coverImage: "/media/images/\(film.coverName)",
          previewURL: film.hasPreview ? "/media/video/\(film.previewName)" : nil,
          previewStartTime: film.hasPreview ? 0 : nil,
          previewEndTime: film.hasPreview ? Film.previewSeconds : nil, director: film.director.name,
          cast: film.cast.isEmpty ? nil : film.cast, releaseDate: Timestamp("\(film.year)-06-01"),
          rating: film.rating, categoryID: category.rawValue, creatorID: film.director.id,
          duration: files[url]?.seconds, status: index < live ? "approved" : "pending",
          playsCount: index < live ? 23 + 31 * index : 0, isFeatured: film.isFeatured,
          createdAt: time.ago(hours: film.age)))
    }
  }

  func addHymns(_ content: inout DemoContent) {
    for (index, hymn) in Hymn.all.enumerated() {
      let url = "/media/audio/\(hymn.slug).mp3"
      content.tracks.append(
        MusicTrack(
          id: index + 1, title: hymn.title, artist: hymn.artist, album: Hymn.album,
          genre: hymn.genre, audioURL: url, coverImage: "/media/images/hymn-\(hymn.slug).jpg",
          duration: files[url]?.seconds, lyrics: hymn.lyrics, isFeatured: hymn.isFeatured,
          playsCount: 14 + 53 * (index + 1) % 71, createdAt: time.ago(hours: 700 - index * 90)))
    }
  }

  /// Stories have their own recordings, or share one with a podcast.
  func addStories(_ content: inout DemoContent) throws(DemoError) {
    let shared = Reading.published.filter {
      ["in-the-beginning", "a-certain-man"].contains($0.slug)
    }
    for (index, reading) in (shared.prefix(1) + Reading.stories + shared.dropFirst()).enumerated() {
      var text: [String] = []
      for reference in reading.passages { text.append(try scripture.passage(reference).text) }
      content.stories.append(
        BibleStory(
          id: index + 1, title: reading.title,
          scriptureReference: reading.passages.map(Passage.title).joined(separator: "; "),
          content: text.joined(separator: "\n\n"), audioURL: reading.audioURL,
          coverImage: "/media/images/\(reading.coverName)",
          createdAt: time.ago(hours: 1300 - index * 140)))
    }
  }

  func addDocuments(_ content: inout DemoContent) {
    for (index, book) in Book.all.enumerated() {
      content.documents.append(
        DocumentAsset(
          id: index + 1, title: book.title, description: book.description, filePath: book.fileURL,
          thumbnailPath: book.coverURL, category: "Bible", isFeatured: index == 0, fileType: "pdf",
          fileSize: files[book.fileURL]?.bytes, createdAt: time.ago(hours: 1500 - index * 300)))
    }
  }
}
