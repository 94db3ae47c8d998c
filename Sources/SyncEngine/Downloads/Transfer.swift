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
    request.trustedHost = surroundings.media.host
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
      if !isBeside { return try note(report) }
      continuation.yield(report)
      return true
    }
    return await withTaskCancellationHandler {
      async let noted: Void = note(reports, for: sink)
      let answer = await answer(to: request(url, from: offset), sink)
      continuation.finish()
      await noted
      return await onDisk { end(answer, sink, offset: offset) }
    } onCancel: {
      sink.stop()
    }
  }

  private func answer(
    to request: HTTPRequest, _ sink: TransferSink
  ) async -> Result<HTTPResponse, TransportError> {
    do {
      return .success(
        try await surroundings.transport.stream(request) { try sink.consume($0) })
    } catch {
      return .failure(error)
    }
  }

  private func onDisk(_ work: @escaping @Sendable () -> Outcome) async -> Outcome {
    guard surroundings.notesBeside else { return work() }
    return (try? await DiskQueue.run(work)) ?? .stopped
  }

  private func note(_ reports: AsyncStream<TransferSink.Progress>, for sink: TransferSink) async {
    for await report in reports {
      do {
        if try await !DiskQueue.run({ try note(report) }) { sink.stop() }
      } catch {
        sink.fail(DownloadProblem(error))
      }
    }
  }

  /// Flushes and writes down how far it is. False when the download is no longer wanted.
  private func note(_ report: TransferSink.Progress) throws -> Bool {
    // Only what is flushed is counted on.
    try report.file.flush()
    let isWanted = try? surroundings.mirror.noteBytes(
      download, report.bytes, goesOn: report.goesOn)
    return isWanted ?? true
  }

  /// Makes of an answer what it is, and keeps what can be gone on with.
  private func end(
    _ answer: Result<HTTPResponse, TransportError>, _ sink: TransferSink, offset: Int
  ) -> Outcome {
    let outcome = judge(answer, sink, offset: offset)
    if case .done = outcome { return outcome }
    guard let (head, progress) = sink.result else { return outcome }
    do { try progress.file.flush() } catch {
      return .failed(DownloadProblem(error), asked: nil)
    }
    try? surroundings.mirror.noteLastBytes(
      download, progress.bytes, of: head.validator ?? "", goesOn: progress.goesOn)
    return outcome
  }

  private func judge(
    _ answer: Result<HTTPResponse, TransportError>, _ sink: TransferSink, offset: Int
  ) -> Outcome {
    if let problem = sink.problem { return .failed(problem, asked: nil) }
    if sink.isStopped { return .stopped }
    if let refusal = sink.refusal { return judge(status: refusal, offset: offset, sink) }
    switch answer {
    case .failure(let error):
      let problem = DownloadProblem(error)
      // Not to reach a server is nobody's fault; what breaks in the middle again and again is.
      if case .network = problem.reason, sink.result != nil {
        return .failed(DownloadProblem(.brokenOff), asked: nil)
      }
      return .failed(problem, asked: nil)
    case .success(let response):
      guard response.status == 200 || response.status == 206 else {
        return judge(status: response, offset: offset, sink)
      }
      return finish(sink, response)
    }
  }

  private func finish(_ sink: TransferSink, _ response: HTTPResponse) -> Outcome {
    do {
      try sink.finish()
      guard let (head, progress) = sink.result else {
        return .failed(DownloadProblem(.serverFault(status: response.status)), asked: nil)
      }
      let digests = progress.goesOn ? download.digests + head.digests : head.digests
      return .done(
        bytes: progress.bytes,
        name: try complete(progress.file, head.contentType, digests, sink))
    } catch is TransferSink.Stop {
      return sink.problem.map { .failed($0, asked: nil) } ?? .stopped
    } catch is CancellationError {
      return .stopped
    } catch {
      return .failed(DownloadProblem(error), asked: nil)
    }
  }

  /// Verifies the whole, then gives it its name; both last on the disk when this returns.
  private func complete(
    _ file: PartFile, _ contentType: String?, _ digests: [BodyDigest], _ sink: TransferSink
  ) throws -> String {
    guard try file.has(digests, while: { !sink.isStopped }) else {
      throw DownloadProblem(.wrongChecksum)
    }
    let fileExtension =
      download.fileExtension
      ?? MediaForm.fileExtension(url: download.url, contentType: contentType)
    let name = "\(download.name).\(fileExtension)"
    let folder = surroundings.folder
    try file.flush()
    try surroundings.disk.rename(folder.path(of: download.partName), folder.path(of: name))
    try surroundings.disk.flushFolder(folder.path)
    return name
  }

  private func judge(
    status response: HTTPResponse, offset: Int, _ sink: TransferSink
  ) -> Outcome {
    let status = response.status
    let asked = RetryDelay.asked(response.headers["Retry-After"], now: surroundings.now())
    switch status {
    case 416 where offset > 0: return alreadyWhole(response, offset, sink)
    case 404, 410: return .failed(DownloadProblem(.gone(status: status)), asked: nil)
    case 408, 425, 429, 500...:
      return .failed(DownloadProblem(.serverFault(status: status)), asked: asked)
    case 300..<400: return .failed(DownloadProblem(.unsafeRedirect), asked: nil)
    case 400..<500: return .failed(DownloadProblem(.refused(status: status)), asked: nil)
    default: return .failed(DownloadProblem(.serverFault(status: status)), asked: asked)
    }
  }

  /// "There is nothing behind what you have" (RFC 9110, section 15.5.17): whole, if the length agrees.
  private func alreadyWhole(
    _ response: HTTPResponse, _ offset: Int, _ sink: TransferSink
  ) -> Outcome {
    guard let range = ContentRange(response.headers["Content-Range"]), range.first == nil,
      range.total == offset, download.total == nil || download.total == offset
    else { return .failed(DownloadProblem(.wrongPart), asked: nil) }
    do {
      let file = try PartFile(
        path: surroundings.folder.path(of: download.partName), keeping: offset,
        disk: surroundings.disk)
      return .done(bytes: offset, name: try complete(file, nil, download.digests, sink))
    } catch is CancellationError {
      return .stopped
    } catch {
      return .failed(DownloadProblem(error), asked: nil)
    }
  }
}
