/// Why demo content could not be made.
public struct DemoError: Error, Sendable, CustomStringConvertible {
  package enum Reason: Sendable, Hashable {
    /// Debian packages whose programs or fonts are not there.
    case missingPackages([String])
    /// A program was there and failed.
    case toolFailed(tool: String, detail: String)
    /// The King James text has no such passage.
    case noSuchPassage(String)
    /// A file or folder could not be written.
    case cannotWrite(path: String, detail: String)
    /// The task was cancelled.
    case cancelled
  }

  package let reason: Reason

  package init(_ reason: Reason) { self.reason = reason }

  public var description: String {
    switch reason {
    case .missingPackages(let names):
      "The demo content needs programs that are not installed (\(names.joined(separator: ", ")))."
    case .toolFailed(let tool, let detail): "\(tool) failed: \(detail)"
    case .noSuchPassage(let reference): "The King James text has no passage “\(reference)”."
    case .cannotWrite(let path, let detail): "Cannot write \(path): \(detail)"
    case .cancelled: "Making the demo content was stopped."
    }
  }

  /// The one sentence that says what to do.
  public var recovery: String {
    switch reason {
    case .missingPackages(let names): "Install them: apt install \(names.joined(separator: " "))"
    case .toolFailed(let tool, _):
      "Check that \(tool) works by itself and that the disk has 200 MB free, then run this again."
    case .noSuchPassage: "Reinstall the text: apt install --reinstall bible-kjv"
    case .cannotWrite: "Make the folder writable or choose another one, then run this again."
    case .cancelled: "Run it again: it starts over by itself."
    }
  }
}
