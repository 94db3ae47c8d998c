import Foundation

/// Films that ended without their length and index, because whoever wrote them died.
enum FilmRepair {
  enum Outcome {
    /// It has its length now, or had it.
    case whole
    /// No program, no room: it is as it was, and may be tried again.
    case later
    /// What there is cannot be read to its end; it is as it was.
    case asItIs
  }

  /// Writes a film anew, without a change of its pictures and sound.
  static func remux(_ path: String, environment: [String: String]) async -> Outcome {
    if await hasLength(path, environment) { return .whole }
    let partial = AtomicFile.partial(for: path)
    defer { unlink(partial) }
    let arguments =
      ["-nostdin", "-v", "error"] + InputFile.limits + [
        "-i", InputFile.argument(path), "-map", "0", "-c", "copy", "-f", "matroska", "-y",
        InputFile.argument(partial),
      ]
    do {
      let words = try await MediaTool(environment: environment).run("ffmpeg", arguments)
      guard !MediaTool.hasFailedToWrite(words) else { return .later }
      // ffmpeg stops at a hole and is content: a shorter copy is no repair.
      guard size(partial) >= size(path) / 10 * 9, await hasLength(partial, environment) else {
        return .asItIs
      }
      try AtomicFile.commit(partial, as: path)
      return .whole
    } catch let problem as ToolProblem {
      if case .failed(_, let words) = problem.reason, !words.contains("No space left") {
        return .asItIs
      }
      return .later
    } catch { return .later }
  }

  static func hasLength(_ path: String, _ environment: [String: String]) async -> Bool {
    ((try? await MediaFacts.read(path, environment: environment))?.duration ?? 0) > 0
  }

  static func size(_ path: String) -> Int64 {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int64(facts.st_size) : 0
  }
}
