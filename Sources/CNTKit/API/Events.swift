extension Endpoint where Answer == EventPage {
  public static func events(
    skip: Int, limit: Int, upcomingOnly: Bool? = nil, pastOnly: Bool? = nil
  ) -> Endpoint {
    .json(
      .get, "/events/",
      query: [
        ("skip", "\(skip)"), ("limit", "\(limit)"), ("upcoming_only", upcomingOnly.map { "\($0)" }),
        ("past_only", pastOnly.map { "\($0)" }),
      ])
  }
}

extension Endpoint where Answer == Event {
  public static func event(_ id: Int) -> Endpoint { .json(.get, "/events/\(id)") }

  public static func createEvent(_ body: EventCreate) -> Endpoint {
    .json(.post, "/events/", body: .json(body), authorization: .required)
  }
}

extension Endpoint where Answer == [Event] {
  public static var hostedEvents: Endpoint {
    .json(.get, "/events/my/hosted", authorization: .required)
  }

  public static var attendingEvents: Endpoint {
    .json(.get, "/events/my/attending", authorization: .required)
  }
}

extension Endpoint where Answer == Void {
  /// Asks the host for a place; asking twice is one request.
  public static func joinEvent(_ id: Int) -> Endpoint {
    .ignoringAnswer(.post, "/events/\(id)/join", isIdempotent: true)
  }

  public static func leaveEvent(_ id: Int) -> Endpoint {
    .ignoringAnswer(.delete, "/events/\(id)/leave", isIdempotent: true)
  }
}

extension Endpoint where Answer == Void {
  /// Only the host, or an admin, may. The answer is the event; a pull brings it.
  public static func updateEvent(_ id: Int, _ changes: MemberChanges) -> Endpoint {
    .ignoringAnswer(.put, "/events/\(id)", body: .json(changes), isIdempotent: true)
  }

  public static func deleteEvent(_ id: Int) -> Endpoint {
    .ignoringAnswer(.delete, "/events/\(id)", isIdempotent: true)
  }

  /// The host's answer to somebody who asked to come: approved or rejected.
  public static func decideAttendee(event: Int, user: Int, status: String) -> Endpoint {
    .ignoringAnswer(
      .put, "/events/\(event)/attendees/\(user)", body: .json(["status": status]),
      isIdempotent: true)
  }
}

extension Endpoint where Answer == [EventAttendee] {
  public static func attendees(event id: Int) -> Endpoint {
    .json(.get, "/events/\(id)/attendees", authorization: .required)
  }
}
