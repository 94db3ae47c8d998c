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
  private let report: @Sendable (Progress) -> Bool

  /// Between two reports, seconds.
  static let reportPause: TimeInterval = 0.5
  /// Kept free for everything else on the disk, bytes.
  static let reserve = 64 << 20
  private static let freeCheckStep = 16 << 20
  private static let unknownStep = 1 << 20

  /// `report` hears now and then how far it is, and says whether to go on.
  init(
    _ download: Download, offset: Int, _ surroundings: TransferSurroundings,
    report: @escaping @Sendable (Progress) -> Bool
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

  func stop() { state.withLock { $0.isStopped = true } }

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
    }
  }

  /// Runs `work`; why it failed is remembered, because the transport forgets it.
  private func take(_ work: (inout State) throws -> Void) throws {
    try state.withLock { state in
      if state.isStopped { throw Stop() }
      do { try work(&state) } catch {
        if !(error is Stop) { state.problem = .init(error) } else { state.isStopped = true }
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
    case .noBody: return
    case .wrongPart: throw DownloadProblem(.wrongPart)
    case .body(let head):
      if MediaForm.isPage(contentType: head.contentType) { throw DownloadProblem(.page) }
      state.head = head
      state.written = head.start
      state.granted = head.start
      if let total = head.total {
        guard total > 0 else { throw DownloadProblem(.empty) }
        try grant(total, &state)
      }
      if head.start > 0 { try begin(head, &state) }
    }
  }

  private func take(body bytes: Data, _ state: inout State) throws {
    // The body of a refusal.
    guard let head = state.head else { return }
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
    if end > state.granted {
      do { try grant(end + Self.unknownStep, &state) } catch { try grant(end, &state) }
    }
    if end > state.nextFreeCheck {
      try checkFreeSpace(for: min(Self.freeCheckStep, (head.total ?? end) - state.written))
      state.nextFreeCheck = end + Self.freeCheckStep
    }
    try file.append(bytes)
    state.written = end
    let now = surroundings.now()
    if now >= state.nextReport {
      state.nextReport = now.addingTimeInterval(Self.reportPause)
      guard report(Progress(file: file, bytes: end, goesOn: head.start > 0)) else { throw Stop() }
    }
  }

  private func grant(_ bytes: Int, _ state: inout State) throws {
    try surroundings.mirror.makeRoom(for: download, bytes: bytes, now: surroundings.now())
    try checkFreeSpace(for: bytes - state.written)
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
    case let error as TransportError: self.init(.network(error.recovery))
    case let error as DownloadDisk.Problem:
      self.init(error.isFull ? .diskFull : .disk(code: error.code))
    case let error as MirrorError where error.reason == .diskFull: self.init(.diskFull)
    case let error as MirrorError: self.init(.network(error.recovery))
    default: self.init(.disk(code: EIO))
    }
  }
}
