import CNTKit

extension Puller {
  /// Everybody's questions for admins, one's own for the others; who is no admin any more is told so by
  /// a 403.
  func supportMessages() async throws -> [SupportMessage] {
    if isAdmin {
      do {
        return try await api.call(Endpoint<[SupportMessage]>.allSupportMessages)
      } catch  where error.reason == .forbidden {}
    }
    return try await api.call(Endpoint<[SupportMessage]>.ownSupportMessages)
  }
}
