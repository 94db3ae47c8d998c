/// What mpv is told about https. By itself it checks no certificate (mpv(1), "tls-verify").
enum TLSSettings {
  /// Options and their values; `certificates` is a PEM file of authorities in place of the system's.
  static func words(certificates: String?) -> [(String, String)] {
    var words = [("tls-verify", "yes")]
    if let certificates, !certificates.isEmpty { words.append(("tls-ca-file", certificates)) }
    return words
  }
}
