import Foundation

/// Favourites and playlists.
extension Endpoint where Answer == [Favorite] {
  /// The whole list.
  public static var favorites: Endpoint { .json(.get, "/favorites", authorization: .required) }
}

extension Endpoint where Answer == Void {
  /// Having it already is success.
  public static func addFavorite(_ body: FavoriteCreate) -> Endpoint {
    Endpoint.ignoringAnswer(.post, "/favorites", body: .json(body), isIdempotent: true)
      .recovering { error in
        error.status == 400 && error.detail.lowercased().contains("already in favorites") ? () : nil
      }
  }

  /// Its not being there is success.
  public static func removeFavorite(contentType: String, id: Int) -> Endpoint {
    Endpoint.ignoringAnswer(
      .delete, "/favorites/\(ServerAddress.escape(contentType))/\(id)", isIdempotent: true
    ).recovering { $0.status == 404 ? () : nil }
  }

  /// Its not being there is success.
  public static func removePlaylistItem(playlist id: Int, item: Int) -> Endpoint {
    Endpoint.ignoringAnswer(
      .delete, "/playlists/\(id)/items/\(item)", isIdempotent: true
    ).recovering { $0.status == 404 ? () : nil }
  }
}

extension Endpoint where Answer == AddedPlaylistItem {
  /// The platform's own client does not read the answer: one without a body is as good as any.
  public static func addPlaylistItem(playlist id: Int, _ body: PlaylistItemCreate) -> Endpoint {
    Endpoint(.post, "/playlists/\(id)/items", body: .json(body), authorization: .required) {
      $0.body.isEmpty
        ? AddedPlaylistItem() : try JSONDecoder().decode(AddedPlaylistItem.self, from: $0.body)
    }
  }
}

extension Endpoint where Answer == [Playlist] {
  /// A 404 means that there are none.
  public static func playlists(skip: Int = 0, limit: Int = 100) -> Endpoint {
    Endpoint.json(
      .get, "/playlists/", query: [("skip", "\(skip)"), ("limit", "\(limit)")],
      authorization: .required
    ).recovering { $0.status == 404 ? [] : nil }
  }
}

extension Endpoint where Answer == Playlist {
  public static func playlist(_ id: Int) -> Endpoint {
    .json(.get, "/playlists/\(id)", authorization: .required)
  }

  public static func createPlaylist(_ body: PlaylistCreate) -> Endpoint {
    .json(.post, "/playlists/", body: .json(body), authorization: .required)
  }
}
