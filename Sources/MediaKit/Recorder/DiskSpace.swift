import Glibc

/// Room on disks.
public enum DiskSpace {
  /// Bytes that a person may still write where `path` is; nil where that is not known.
  public static func free(at path: String) -> Int64? {
    var facts = statvfs()
    guard statvfs(path, &facts) == 0 else { return nil }
    let (bytes, isTooMany) = UInt64(facts.f_bavail).multipliedReportingOverflow(
      by: UInt64(facts.f_frsize))
    return isTooMany ? Int64.max : Int64(clamping: bytes)
  }
}
