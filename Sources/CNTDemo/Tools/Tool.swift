import Foundation
import Subprocess

/// The programs the builder runs, and the Debian package each comes in.
enum Tool: String, CaseIterable {
  case bible
  case espeak = "espeak-ng"
  case ffmpeg
  case ffprobe

  var package: String {
    switch self {
    case .bible: "bible-kjv"
    case .espeak: "espeak-ng"
    case .ffmpeg, .ffprobe: "ffmpeg"
    }
  }

  /// Runs the program to its end and answers what it printed. Arguments never meet a shell.
  @discardableResult
  func run(_ arguments: [String]) async throws(DemoError) -> String {
    let result: (status: TerminationStatus, output: String?, complaint: String?)
    do {
      let record = try await Subprocess.run(
        .name(rawValue), arguments: Arguments(arguments),
        output: .string(limit: 1 << 20), error: .string(limit: 1 << 18))
      result = (record.terminationStatus, record.standardOutput, record.standardError)
    } catch {
      if Task.isCancelled { throw DemoError(.cancelled) }
      throw DemoError(.toolFailed(tool: rawValue, detail: "\(error)"))
    }
    guard result.status.isSuccess else {
      if Task.isCancelled { throw DemoError(.cancelled) }
      let detail = (result.complaint ?? "").suffix(400).trimmingCharacters(
        in: .whitespacesAndNewlines)
      throw DemoError(
        .toolFailed(tool: rawValue, detail: detail.isEmpty ? "\(result.status)" : detail))
    }
    return result.output ?? ""
  }

  /// The Debian packages that are missing on this machine, in the order a person would type them.
  static func missingPackages(
    searchPath: String = ProcessInfo.processInfo.environment["PATH"] ?? "",
    isExecutable: (String) -> Bool = { FileManager.default.isExecutableFile(atPath: $0) },
    hasFont: Bool = FileManager.default.fileExists(atPath: Typeface.serif.path)
  ) -> [String] {
    let folders = searchPath.split(separator: ":")
    var missing: [String] = []
    for tool in Tool.allCases
    where !folders.contains(where: { isExecutable("\($0)/\(tool.rawValue)") }) {
      if !missing.contains(tool.package) { missing.append(tool.package) }
    }
    if !hasFont { missing.append(Typeface.package) }
    return missing
  }
}

/// The fonts that pictures are lettered with.
enum Typeface: String {
  case serif = "DejaVuSerif-Bold.ttf"
  case sans = "DejaVuSans.ttf"

  static let package = "fonts-dejavu-core"

  var path: String { "/usr/share/fonts/truetype/dejavu/\(rawValue)" }
}
