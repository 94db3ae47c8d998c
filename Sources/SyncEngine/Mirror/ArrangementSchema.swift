/// Indexes for the orders and filters of lists: with them a page of a list costs what its rows cost,
/// whatever the order. The kinds that are always few (playlists, documents, stories, artists,
/// notifications) are sorted as they are read.
enum ArrangementSchema {
  static let sql = """
    CREATE INDEX podcast_title ON podcast(title COLLATE NOCASE, id);
    CREATE INDEX podcast_plays ON podcast(plays_count, id);
    CREATE INDEX podcast_length ON podcast(ifnull(duration, -1), id);
    CREATE INDEX podcast_category ON podcast(category_id, sort_key, id);
    CREATE INDEX movie_title ON movie(title COLLATE NOCASE, id);
    CREATE INDEX movie_plays ON movie(plays_count, id);
    CREATE INDEX movie_length ON movie(ifnull(duration, -1), id);
    CREATE INDEX movie_rating ON movie(ifnull(CAST(round(rating * 100) AS INTEGER), -1), id);
    CREATE INDEX movie_release ON movie(ifnull(release_date, ''), id);
    CREATE INDEX movie_category ON movie(category_id, sort_key, id);
    CREATE INDEX movie_featured ON movie(sort_key, id) WHERE is_featured = 1;
    CREATE INDEX movie_kids ON movie(sort_key, id) WHERE is_kids = 1;
    CREATE INDEX track_title ON track(title COLLATE NOCASE, id);
    CREATE INDEX track_artist ON track(artist COLLATE NOCASE, id);
    CREATE INDEX track_plays ON track(plays_count, id);
    CREATE INDEX track_length ON track(ifnull(duration, -1), id);
    CREATE INDEX track_genre ON track(genre COLLATE NOCASE, sort_key, id);
    CREATE INDEX post_likes ON post(likes_count, id);
    CREATE INDEX post_comments ON post(comments_count, id);
    CREATE INDEX post_user ON post(user_id, sort_key, id);
    CREATE INDEX event_title ON event(title COLLATE NOCASE, id);
    CREATE INDEX event_coming ON event(attendees_count, id);
    """
}
