import CNTKit

/// One server at a time on a data folder.
public enum DataLock {
  /// Held as long as the value lives.
  public static func take(_ folder: String) throws -> FileLock {
    do {
      try Paths.makeFolder(folder)
      guard let lock = try FileLock.tryLock(folder + "/server.lock") else {
        throw CNTServerApplication.Failure(
          recovery: "Another cnt-server is running on \(folder): stop it, or choose another --data."
        )
      }
      return lock
    } catch let error as Paths.Problem {
      throw CNTServerApplication.Failure(recovery: error.recovery)
    } catch let error as PrivateFile.Problem {
      throw CNTServerApplication.Failure(recovery: error.recovery)
    }
  }
}
