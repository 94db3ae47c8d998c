import CNTKit
import MediaKit

extension MediaSource {
  /// An address that somebody published: it may not send a request into the person's own network, except
  /// to the host where the platform keeps its media, or where the platform itself is in such a network.
  /// What a name of the internet stands for, and where a redirect leads, is libmpv's to look up, and is
  /// not checked.
  static func remote(_ address: String, trusting host: String?) throws -> MediaSource {
    let isAtHome = host.map { PrivateAddress.isPrivate(url: "http://\($0)/") } ?? false
    if !isAtHome, PrivateAddress.isPrivate(url: address) {
      // First what is no address at all.
      _ = try remote(address)
      throw PlayerError(.privateSource)
    }
    return try remote(address)
  }
}
