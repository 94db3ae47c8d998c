import CNTKit
import SyncEngine
import TermKit

extension Item {
  /// Where a browser finds the thing: its page in the platform's web client (that one's own routes),
  /// else the address of what is heard or read. nil where there is none, or not yet.
  func address(server: String) -> String? {
    guard ref.id > 0 else { return nil }
    switch ref.kind {
    case .podcast: return "\(server)/podcast/\(ref.id)"
    case .movie: return "\(server)/movie/\(ref.id)"
    case .artist: return "\(server)/artist/\(ref.id)"
    case .event: return "\(server)/events/\(ref.id)"
    case .post: return "\(server)/community?postId=\(ref.id)"
    default:
      guard let media, let address = try? ServerAddress(server),
        let link = MediaResolver(server: address).url(for: media)
      else { return nil }
      // An address that came from the network is copied only when it is one, and nothing else in it.
      return LinkAddress(link)?.text
    }
  }
}
