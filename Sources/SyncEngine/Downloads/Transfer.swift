import CNTKit
import Foundation

/// Fetches one download, once: asks for what is missing, verifies the whole, gives it its name.
struct Transfer: Sendable {
  enum Outcome: Sendable, Hashable {
    /// The file has its name and is on the disk.
    case done(bytes: Int, name: String)
    /// `asked` is how many seconds the server wants to be left in peace.
    case failed(DownloadProblem, asked: Double?)
    /// Nobody wants it at the moment.
    case stopped
  }

  let download: Download
  let surroundings: TransferSurroundings

  func run() async -> Outcome {
    guard let url = surroundings.media.url(for: download.url) else {
      return .failed(DownloadProblem(.noAddress), asked: nil)
    }
    let offset = resumeOffset
    let outcome = await attempt(url, from: offset)
    // What is here does not fit what the server has now: once more, from the first byte.
    if offset > 0, case .failed(let problem, _) = outcome, problem.reason == .wrongPart {
      return await attempt(url, from: 0)
    }
    return outcome
  }

  /// Where to go on: what is flushed and still there. Bytes beyond it may be missing after a power cut,
  /// and without a strong validator nobody knows what they are of.
  private var resumeOffset: Int {
    guard download.validator != nil, download.bytes > 0,
      let size = surroundings.folder.size(of: download.partName), size >= download.bytes
    else { return 0 }
    return download.bytes
  }

  /// No request carries a token: media is public, and often on another host than the API.
  private func request(_ url: String, from offset: Int) -> HTTPRequest {
    var request = HTTPRequest(.get, url, timeouts: .media)
    // A compressed part of a file cannot be put behind another.
    request.headers["Accept-Encoding"] = "identity"
    request.bytesPerSecond = surroundings.rate
    if offset > 0, let validator = download.validator {
      request.headers["Range"] = "bytes=\(offset)-"
      request.headers["If-Range"] = validator
    }
    return request
  }

  private func attempt(_ url: String, from offset: Int) async -> Outcome {
    let (reports, continuation) = AsyncStream.makeStream(
      of: TransferSink.Progress.self, bufferingPolicy: .bufferingNewest(1))
    let isBeside = surroundings.notesBeside
    let sink = TransferSink(download, offset: offset, surroundings) { report in
      if !isBeside { return note(report) }
      continuation.yield(report)
      return true
    }
    async let noted: Void = note(reports, for: sink)
    let answer: Result<HTTPResponse, TransportError>
    do {
      answer = .success(
        try await surroundings.transport.stream(request(url, from: offset)) {
          try sink.consume($0)
        })
    } catch {
      answer = .failure(error)
    }
    continuation.finish()
    await noted
    let outcome = judge(answer, sink, offset: offset)
    if case .done = outcome { return outcome }
    noteEnd(sink)
    return outcome
  }

  private func note(_ reports: AsyncStream<TransferSink.Progress>, for sink: TransferSink) async {
    for await report in reports where !note(report) { sink.stop() }
  }

  /// Flushes and writes down how far it is. False when the download is no longer wanted.
  private func note(_ report: TransferSink.Progress) -> Bool {
    // Only what is flushed is counted on.
    guard (try? report.file.flush()) != nil else { return true }
    let isWanted = try? surroundings.mirror.noteBytes(
      download, report.bytes, goesOn: report.goesOn)
    return isWanted ?? true
  }

  private func noteEnd(_ sink: TransferSink) {
    guard let (head, progress) = sink.result, (try? progress.file.flush()) != nil else { return }
    try? surroundings.mirror.noteLastBytes(
      download, progress.bytes, of: head.validator ?? "", goesOn: progress.goesOn)
  }

  private func judge(
    _ answer: Result<HTTPResponse, TransportError>, _ sink: TransferSink, offset: Int
  ) -> Outcome {
    if sink.isStopped || Task.isCancelled { return .stopped }
    if let problem = sink.problem { return .failed(problem, asked: nil) }
    switch answer {
    case .failure(let error):
      return .failed(DownloadProblem(error), asked: nil)
    case .success(let response):
      guard response.status == 200 || response.status == 206 else {
        return judge(status: response, offset: offset)
      }
      do {
        try sink.finish()
        guard let (head, progress) = sink.result else {
          return .failed(DownloadProblem(.serverFault(status: response.status)), asked: nil)
        }
        return .done(bytes: progress.bytes, name: try complete(progress.file, head))
      } catch is TransferSink.Stop {
        return sink.problem.map { .failed($0, asked: nil) } ?? .stopped
      } catch {
        return .failed(DownloadProblem(error), asked: nil)
      }
    }
  }

  /// Verifies the whole, then gives it its name; both last on the disk when this returns.
  private func complete(_ file: PartFile, _ head: AnswerHead?) throws -> String {
    guard try file.has(head?.digests ?? []) else { throw DownloadProblem(.wrongChecksum) }
    let fileExtension =
      download.fileExtension
      ?? MediaForm.fileExtension(url: download.url, contentType: head?.contentType)
    let name = "\(download.name).\(fileExtension)"
    let folder = surroundings.folder
    try file.flush()
    try surroundings.disk.rename(folder.path(of: download.partName), folder.path(of: name))
    try surroundings.disk.flushFolder(folder.path)
    return name
  }

  private func judge(status response: HTTPResponse, offset: Int) -> Outcome {
    let status = response.status
    let asked = RetryDelay.asked(response.headers["Retry-After"], now: surroundings.now())
    switch status {
    case 416 where offset > 0: return alreadyWhole(response, offset)
    case 404, 410: return .failed(DownloadProblem(.gone(status: status)), asked: nil)
    case 408, 425, 429, 500...:
      return .failed(DownloadProblem(.serverFault(status: status)), asked: asked)
    case 300..<400: return .failed(DownloadProblem(.unsafeRedirect), asked: nil)
    case 400..<500: return .failed(DownloadProblem(.refused(status: status)), asked: nil)
    default: return .failed(DownloadProblem(.serverFault(status: status)), asked: asked)
    }
  }

  /// "There is nothing behind what you have" (RFC 9110, section 15.5.17): whole, if the length agrees.
  private func alreadyWhole(_ response: HTTPResponse, _ offset: Int) -> Outcome {
    guard let range = ContentRange(response.headers["Content-Range"]), range.first == nil,
      range.total == offset, download.total == nil || download.total == offset
    else { return .failed(DownloadProblem(.wrongPart), asked: nil) }
    do {
      let file = try PartFile(
        path: surroundings.folder.path(of: download.partName), keeping: offset,
        disk: surroundings.disk)
      return .done(bytes: offset, name: try complete(file, nil))
    } catch {
      return .failed(DownloadProblem(error), asked: nil)
    }
  }
}
