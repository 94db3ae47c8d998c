import CNTKit

/// Writes of admins.
extension Sender {
  /// The last writer's settings hold; what another admin had set meanwhile is kept to be shown.
  func setCommission(
    _ change: CommissionChange, seen: CommissionChange?, of write: OutboxID, key: String?
  ) async throws {
    let there = try await api.callIfFound(.commission)
    if let there, there.change == change {
      _ = try mirror.setCommission(there)
      return
    }
    // Before anything leaves: when the answer is lost, what was there is not there any more.
    let noted = try mirror.commission().replaced
    if let there, let seen, there.change != seen {
      // Of two changes made here, the second did not come over another's: the first did.
      if there.updatedBy != userID {
        var note = CommissionState.Replaced(settings: there, at: now())
        note.write = write
        try mirror.noteReplaced(note)
      }
    } else {
      try mirror.noteReplaced(nil)
    }
    do {
      let settings = try await api.call(.setCommission(change).with(idempotencyKey: key))
      _ = try mirror.setCommission(settings)
    } catch let error as APIError where !error.mayHaveArrived {
      try mirror.noteReplaced(noted)
      throw error
    }
  }
}

extension Settling {
  /// Whether what an admin wanted is so already.
  func isAsWanted(_ write: Write) async throws -> Bool {
    switch write {
    case .setAdmin(let user, let on):
      return try await sender.api.callIfFound(.adminUser(user))?.isAdmin == on
    case .deleteUser(let user, _): return try await isGone { try await $0.call(.adminUser(user)) }
    case .deleteContent("podcast", let id):
      return try await isGone { try await $0.call(Endpoint<Podcast>.podcast(id)) }
    case .deleteContent("movie", let id):
      return try await isGone { try await $0.call(Endpoint<Movie>.movie(id)) }
    case .deleteContent("event", let id):
      return try await isGone { try await $0.call(Endpoint<Event>.event(id)) }
    default: return false
    }
  }

  /// A build may lack the whole route: then nothing is known, and the deletion is sent again.
  private func isGone<Row>(_ ask: (APIClient) async throws -> Row) async throws -> Bool {
    do {
      _ = try await ask(sender.api)
      return false
    } catch let error as APIError where error.reason == .notFound {
      return !error.isUnknownRoute
    }
  }
}

extension APIError {
  /// Whether the server has no such route: the framework's own words for it.
  var isUnknownRoute: Bool {
    status == 405 || (reason == .notFound && detail == "Not Found")
  }
}

extension Write {
  /// What a person is told when the server says for good that it cannot be; nil for the usual words.
  func refusal(_ error: APIError) -> String? {
    let said = error.detail.isEmpty ? "" : " (“\(error.detail)”)"
    switch self {
    case .approve, .reject, .restore:
      switch error.reason {
      case .conflict:
        return "Another admin decided otherwise meanwhile\(said): look at it again, then discard"
          + " this."
      case .notFound where !error.isUnknownRoute:
        return "It is not there any more: another admin deleted or rejected it meanwhile. Discard"
          + " this."
      default: return nil
      }
    case .archive where error.isUnknownRoute:
      return "This server cannot archive: delete it, or leave it."
    case .setCarousel where error.isUnknownRoute:
      return "This server has no carousel that can be changed: discard this."
    case .deleteUser where error.isUnknownRoute, .setAdmin where error.isUnknownRoute,
      .setCommission where error.isUnknownRoute, .deleteContent where error.isUnknownRoute:
      return "This server has no such function: discard this."
    case .setAdmin where error.reason == .notFound:
      return "This account is not there any more: another admin deleted it. Discard this."
    default: return nil
    }
  }
}
