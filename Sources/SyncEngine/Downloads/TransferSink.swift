import CNTKit
import Foundation
import Synchronization

/// Takes in one answer, on the transport's thread: judges its head, then writes its body.
///
/// What came before is only cut away when it is certain that a file follows, not the page of a
/// network that wants a sign-in first.
final class TransferSink: Sendable {
  /// Thrown to end the transfer; ``problem`` says why.
  struct Stop: Error {}

  /// Bytes that were written, and the file to flush before they are counted on.
  struct Progress: Sendable {
    var file: PartFile
    var bytes: Int
    /// Whether they follow what was here before.
    var goesOn: Bool
  }

  private struct State {
    var head: AnswerHead?
    /// An answer that is no file, and bytes of its body.
    var refusal: HTTPResponse?
    var refused = 0
    var file: PartFile?
    /// The beginning of a body until it is certain what it is.
    var begun = Data()
    /// Bytes of the whole that are in the file.
    var written = 0
    /// Bytes of the whole that there is room for.
    var granted = 0
    var nextFreeCheck = 0
    var problem: DownloadProblem?
    var isStopped = false
    var nextReport = Date.distantPast
  }

  private let state = Mutex(State())
  private let download: Download
  /// Where the part begins that was asked for.
  private let offset: Int
  private let surroundings: TransferSurroundings
  private let report: @Sendable (Progress) throws -> Bool

  /// Between two reports, seconds.
  static let reportPause: TimeInterval = 0.5
  /// Kept free for everything else on the disk, bytes.
  static let reserve = 64 << 20
  private static let freeCheckStep = 16 << 20
  private static let grantStep = 4 << 20
  /// A body that does not say how long it is may have so many bytes.
  static let mostUnknown = 1 << 30
  private static let mostRefused = 64 << 10

  /// `report` hears now and then how far it is, and says whether to go on.
  init(
    _ download: Download, offset: Int, _ surroundings: TransferSurroundings,
    report: @escaping @Sendable (Progress) throws -> Bool
  ) {
    self.download = download
    self.offset = offset
    self.surroundings = surroundings
    self.report = report
  }

  /// Why the transfer was ended from here.
  var problem: DownloadProblem? { state.withLock { $0.problem } }

  /// Whether somebody paused or removed the download.
  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// The head of an answer that is no file.
  var refusal: HTTPResponse? { state.withLock { $0.refusal } }

  func stop() { state.withLock { $0.isStopped = true } }

  func fail(_ problem: DownloadProblem) {
    state.withLock { state in
      if state.problem == nil { state.problem = problem }
      state.isStopped = true
    }
  }

  /// What was written, once the answer is at its end.
  var result: (head: AnswerHead, progress: Progress)? {
    state.withLock { state in
      guard let head = state.head, let file = state.file else { return nil }
      return (head, Progress(file: file, bytes: state.written, goesOn: head.start > 0))
    }
  }

  func consume(_ event: HTTPStreamEvent) throws {
    try take { state in
      switch event {
      case .head(let response): try self.take(head: response, &state)
      case .bytes(let bytes): try self.take(body: bytes, &state)
      }
    }
  }

  /// The answer is complete: writes what was too short to be judged before.
  func finish() throws {
    try take { state in
      guard let head = state.head else { return }
      if state.file == nil {
        guard !state.begun.isEmpty else { throw DownloadProblem(.empty) }
        try self.begin(head, &state)
      }
      if let total = head.total, state.written < total { throw DownloadProblem(.cutShort) }
      if head.total == nil, !head.isFramed, head.digests.isEmpty {
        throw DownloadProblem(.noLength)
      }
    }
  }

  /// Runs `work`; why it failed is remembered, because the transport forgets it.
  private func take(_ work: (inout State) throws -> Void) throws {
    try state.withLock { state in
      if state.isStopped { throw Stop() }
      do { try work(&state) } catch {
        // A refusal without an end is judged by its head.
        if !(error is Stop) {
          state.problem = .init(error)
        } else if state.refusal == nil {
          state.isStopped = true
        }
        throw Stop()
      }
    }
  }

  private func take(head response: HTTPResponse, _ state: inout State) throws {
    // An answer that begins anew: nothing of an earlier one counts.
    state.head = nil
    state.begun = Data()
    switch AnswerHead.read(
      response, offset: offset, total: download.total, validator: download.validator)
    {
    case .noBody:
      state.refusal = response
      return
    case .wrongPart: throw DownloadProblem(.wrongPart)
    case .body(let head):
      if MediaForm.isPage(contentType: head.contentType) { throw DownloadProblem(.page) }
      state.head = head
      state.written = head.start
      state.granted = head.start
      if let total = head.total {
        guard total > 0 else { throw DownloadProblem(.empty) }
        do { try checkRoom(for: total, from: head.start) } catch {
          // What it waits for is known then.
          try surroundings.mirror.noteLength(download, total)
          throw error
        }
      }
      if head.start > 0 { try begin(head, &state) }
    }
  }

  private func take(body bytes: Data, _ state: inout State) throws {
    guard let head = state.head else {
      // The body of a refusal, which has its end.
      state.refused += bytes.count
      if state.refused > Self.mostRefused { throw Stop() }
      return
    }
    if state.file != nil { return try write(bytes, head, &state) }
    state.begun.append(bytes)
    if state.begun.count >= MediaForm.sniffLength { try begin(head, &state) }
  }

  private func begin(_ head: AnswerHead, _ state: inout State) throws {
    if head.start == 0, MediaForm.isPage(state.begun) { throw DownloadProblem(.page) }
    let fileExtension =
      download.fileExtension
      ?? MediaForm.fileExtension(url: download.url, contentType: head.contentType)
    guard
      try surroundings.mirror.beginBody(download, head, fileExtension: fileExtension)
    else { throw Stop() }
    state.file = try PartFile(
      path: surroundings.folder.path(of: download.partName), keeping: head.start,
      disk: surroundings.disk)
    let begun = state.begun
    state.begun = Data()
    if !begun.isEmpty { try write(begun, head, &state) }
  }

  private func write(_ bytes: Data, _ head: AnswerHead, _ state: inout State) throws {
    guard let file = state.file else { return }
    let end = state.written + bytes.count
    if let total = head.total, end > total { throw DownloadProblem(.tooLong) }
    if head.total == nil, end > Self.mostUnknown { throw DownloadProblem(.endless) }
    if end > state.granted {
      let step = min(head.total ?? .max, end + Self.grantStep)
      do { try grant(step, &state) } catch {
        do { try grant(end, &state) } catch let problem as DownloadProblem {
          // What is here of it would be in the way of everything else.
          if head.total == nil, case .overQuota(let wanted, let quota) = problem.reason {
            throw DownloadProblem(.openOverQuota(wanted, quota))
          }
          throw problem
        }
      }
    }
    if end > state.nextFreeCheck {
      try checkFreeSpace(for: min(Self.freeCheckStep, (head.total ?? end) - state.written))
      state.nextFreeCheck = end + Self.freeCheckStep
    }
    try file.append(bytes)
    state.written = end
    let now = now
    if now >= state.nextReport {
      state.nextReport = now.addingTimeInterval(Self.reportPause)
      guard try report(Progress(file: file, bytes: end, goesOn: head.start > 0)) else {
        throw Stop()
      }
    }
  }

  private var now: Date { surroundings.now() }

  /// Room is made only for what comes; whether there can be enough is asked before anything does.
  private func checkRoom(for total: Int, from start: Int) throws {
    let mirror = surroundings.mirror
    guard try mirror.canMakeRoom(for: download, bytes: total, now: now) else {
      throw DownloadProblem(.overQuota(total, try mirror.downloadUsage().quota))
    }
    try checkFreeSpace(for: total - start)
  }

  private func grant(_ bytes: Int, _ state: inout State) throws {
    try surroundings.mirror.makeRoom(for: download, bytes: bytes, now: now)
    state.granted = bytes
  }

  private func checkFreeSpace(for bytes: Int) throws {
    guard let free = surroundings.disk.freeBytes(surroundings.folder.path) else { return }
    guard free - Self.reserve >= bytes else { throw DownloadProblem(.diskFull) }
  }
}

/// What a transfer works with.
struct TransferSurroundings: Sendable {
  var mirror: Mirror
  var transport: any HTTPTransport
  var media: MediaResolver
  var disk: DownloadDisk
  var now: @Sendable () -> Date
  /// Whether how far it is is written down beside the transport's thread; a simulation, where
  /// everything has its order, does it there.
  var notesBeside = true
  /// Bytes a second that one transfer may take; nil for as many as come.
  var rate: Int?

  var folder: DownloadFolder { mirror.downloadFolder }
}

extension DownloadProblem {
  /// What a failure means for the download.
  init(_ error: any Error) {
    switch error {
    case let error as DownloadProblem: self = error
    // Neither the network nor the server can change what the address is.
    case let error as TransportError where error.reason == .badURL: self.init(.noAddress)
    case let error as TransportError where error.reason == .tooManyRedirects:
      self.init(.unsafeRedirect)
    case let error as TransportError where error.reason == .privateAddress:
      self.init(.privateAddress)
    case let error as TransportError: self.init(.network(error.recovery))
    case let error as DownloadDisk.Problem where error.isFlush:
      self.init(.notFlushed(code: error.code))
    case let error as DownloadDisk.Problem:
      self.init(error.isFull ? .diskFull : .disk(code: error.code))
    case let error as MirrorError where error.reason == .diskFull: self.init(.diskFull)
    case let error as MirrorError: self.init(.network(error.recovery))
    default: self.init(.disk(code: EIO))
    }
  }
}
