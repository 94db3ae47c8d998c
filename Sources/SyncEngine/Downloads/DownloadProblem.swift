import Foundation

/// Why a download is not here.
struct DownloadProblem: Error, Hashable, Sendable {
  enum Reason: Hashable, Sendable {
    case noAddress
    /// The server's answer cannot be kept, by its status.
    case gone(status: Int)
    case refused(status: Int)
    case serverFault(status: Int)
    case unsafeRedirect
    case page
    case empty
    case cutShort
    case tooLong
    case wrongChecksum
    case wrongPart
    /// The line broke while the body came.
    case brokenOff
    /// The server does not say how long it is, and a body that was cut off could not be told.
    case noLength
    /// No length was told, and it did not end.
    case endless
    case privateAddress
    case network(String)
    /// Bytes that are wanted, and the quota.
    case overQuota(Int, Int)
    /// The same, of a body that does not say how long it is.
    case openOverQuota(Int, Int)
    case diskFull
    case disk(code: Int32)
    /// What was written did not reach the disk.
    case notFlushed(code: Int32)
  }

  /// What a download may wait for that comes back without anybody asking for it.
  enum Room: String, Sendable, Hashable { case quota, disk }

  var reason: Reason

  init(_ reason: Reason) { self.reason = reason }

  /// The sentence that says what to do.
  var recovery: String {
    switch reason {
    case .noAddress: "It has no address that can be fetched: tell who published it."
    case .gone: "The server no longer has the file: tell who published it."
    case .refused(let status):
      "The server does not give the file away (\(status)): ask who runs it."
    case .noLength, .endless:
      "The server does not say how long the file is: tell who runs it."
    case .privateAddress:
      "Its address leads into a private network, where the server is not: tell who published it."
    case .unsafeRedirect:
      "The server sends on to an address that is not safe: tell who runs it."
    case .page:
      "A web page came instead of the file: sign in to this network in a browser, then resume."
    case .network(let sentence): sentence
    case .openOverQuota(_, let quota):
      "Its length is not known, and the downloads may take \(ByteText.text(quota)): "
        + "remove some, or raise the quota, then resume."
    case .overQuota(let wanted, let quota):
      "This takes \(ByteText.text(wanted)), and the downloads may take \(ByteText.text(quota)): "
        + "remove or unpin some, or raise the quota; it goes on when there is room."
    case .diskFull: "The disk is full: free some space; it goes on by itself."
    case .disk(let code), .notFlushed(let code):
      "The file cannot be written (\(String(cString: strerror(code)))): check the disk, then resume."
    case .serverFault, .empty, .cutShort, .tooLong, .wrongChecksum, .wrongPart, .brokenOff:
      "\(fault): it is tried again by itself."
    }
  }

  /// The sentence once it is not tried again.
  var lastRecovery: String {
    switch reason {
    case .serverFault, .empty, .cutShort, .tooLong, .wrongChecksum, .wrongPart, .brokenOff:
      "\(fault), time and again: resume it later, or tell who runs the server."
    default: recovery
    }
  }

  /// What the server did wrong, where another try may help.
  private var fault: String {
    switch reason {
    case .serverFault(let status): "The server had a fault (\(status))"
    case .empty: "The server sent an empty file"
    case .cutShort: "The server sent only a part of the file"
    case .tooLong: "The server sent more than it announced"
    case .wrongChecksum: "The file arrived damaged"
    case .brokenOff: "The line broke while the file came"
    default: "The server sent the wrong part of the file"
    }
  }

  /// Whether trying again can help without anybody doing something.
  var isPassing: Bool {
    switch reason {
    case .noAddress, .gone, .refused, .unsafeRedirect, .overQuota, .openOverQuota, .diskFull, .disk,
      .notFlushed,
      .noLength, .endless, .privateAddress:
      false
    default: true
    }
  }

  /// Whether it lies with this machine: then it waits for a person instead of being given up.
  var isLocal: Bool {
    switch reason {
    case .overQuota, .openOverQuota, .diskFull, .disk, .notFlushed: true
    default: false
    }
  }

  /// The room that it waits for.
  var room: Room? {
    switch reason {
    case .overQuota: .quota
    case .diskFull: .disk
    default: nil
    }
  }

  /// Whether the server, or the way to it, did something wrong: time and again, it is left alone.
  var isFault: Bool { if case .network = reason { false } else { isPassing } }

  /// Whether what is here already is worth nothing.
  var spoilsPart: Bool {
    switch reason {
    case .wrongChecksum, .tooLong, .wrongPart, .gone, .refused, .notFlushed, .noLength, .endless,
      .openOverQuota:
      true
    default: false
    }
  }
}
