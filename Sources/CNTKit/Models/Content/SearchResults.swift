/// What the server's own search found.
public struct SearchResults: Codable, Hashable, Sendable {
  public var podcasts: [Podcast]
  public var movies: [Movie]
  public var music: [MusicTrack]
  public var posts: [CommunityPost]

  public init(
    podcasts: [Podcast] = [], movies: [Movie] = [], music: [MusicTrack] = [],
    posts: [CommunityPost] = []
  ) {
    self.podcasts = podcasts
    self.movies = movies
    self.music = music
    self.posts = posts
  }
}

extension SearchResults {
  enum CodingKeys: String, WireKey {
    case podcasts
    case movies
    case music
    case posts
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    podcasts = try c.decodeIfPresent([Podcast].self, forKey: .podcasts) ?? []
    movies = try c.decodeIfPresent([Movie].self, forKey: .movies) ?? []
    music = try c.decodeIfPresent([MusicTrack].self, forKey: .music) ?? []
    posts = try c.decodeIfPresent([CommunityPost].self, forKey: .posts) ?? []
  }
}
