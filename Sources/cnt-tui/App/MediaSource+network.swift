import CNTKit
import MediaKit

extension MediaSource {
  /// An address that somebody published: it may not send a request into the person's own network, except
  /// to the host where the platform keeps its media. What a name of the internet stands for, and where a
  /// redirect leads, is libmpv's to look up, and is not checked.
  static func remote(_ address: String, trusting host: String?) throws -> MediaSource {
    if PrivateAddress.isPrivate(url: address), !PrivateAddress.isHost(host, of: address) {
      // First what is no address at all.
      _ = try remote(address)
      throw PlayerError(.privateSource)
    }
    return try remote(address)
  }
}
