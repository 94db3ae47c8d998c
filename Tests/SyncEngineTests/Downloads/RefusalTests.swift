import CNTKit
import Foundation
import Testing

@testable import SyncEngine

/// Servers and networks that do not give the file.
@Suite(.timeLimit(.minutes(5)))
struct RefusalTests {
  private let file = MediaFile(content: MediaFile.bytes(3000))

  @Test(arguments: [401, 403, 404, 410, 400])
  func `what is refused for good is given up at once, with a sentence`(status: Int) async throws {
    let media = FakeMedia { _, _ in FakeMedia.Answer(status: status, chunks: [Data("no".utf8)]) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    let row = try rig.row(1)
    #expect(row.state == .failed && row.notBefore == nil)
    #expect(row.failure?.hasSuffix(".") == true)
    #expect(media.requests.count == 1)
    #expect(rig.files.isEmpty)
  }

  @Test(arguments: [429, 500, 502, 503])
  func `a server that asks for time is given it`(status: Int) async throws {
    let file = file
    let media = FakeMedia { request, number in
      number == 0
        ? FakeMedia.Answer(status: status, headers: ["Retry-After": "120"])
        : file.answer(to: request)
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).notBefore == rig.time.now.addingTimeInterval(120))
    rig.time.pass(119)
    #expect(try await rig.downloader.drain())
    #expect(media.requests.count == 1)
    rig.time.pass(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `waits double, are capped, and end in giving up`() async throws {
    let media = FakeMedia { _, _ in FakeMedia.Answer(status: 500) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    var waits: [Double] = []
    for _ in 0..<100 {
      #expect(try await rig.downloader.drain())
      guard let due = try rig.row(1).notBefore else { break }
      waits.append(due.timeIntervalSince(rig.time.now))
      rig.time.pass(waits.last ?? 0)
    }
    #expect(waits == [4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900, 900])
    #expect(try rig.row(1).state == .failed)
    #expect(try rig.row(1).failure?.contains("time and again") == true)
  }

  @Test func `without a network it is tried for ever and never given up`() async throws {
    let media = FakeMedia { _, _ in nil }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently(40)
    #expect(try rig.row(1).state == .queued)
    #expect(media.requests.count == 40)
  }

  @Test func `a night without a network does not count against the server`() async throws {
    let file = file
    let media = FakeMedia { request, number in
      switch number {
      case ..<30: nil
      case 30: FakeMedia.Answer(status: 503)
      case 31: FakeMedia.Answer(headers: ["Content-Type": "text/html"], chunks: [Data("<p>".utf8)])
      default: file.answer(to: request)
      }
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently(40)
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a line that always breaks at the same place is left alone in the end`() async throws {
    var file = file
    file.hasRanges = false
    let served = file
    let media = FakeMedia { request, _ in served.cut(request, after: 2) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently(40)
    #expect(try rig.row(1).state == .failed)
    #expect(try rig.row(1).failure?.contains("line broke") == true)
    #expect(media.requests.count == RetryDelay.mostFaults + 1)
  }

  @Test func `a line that breaks further on every time gets through`() async throws {
    let file = file
    let media = FakeMedia { request, _ in
      var answer = file.cut(request, after: 1)
      answer.chunks = answer.chunks.map { $0.prefix(300) }
      answer.isCut = answer.chunks.first?.count == 300
      return answer
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently(60)
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a refusal without an end is judged by its head`() async throws {
    let media = FakeMedia { _, _ in
      FakeMedia.Answer(
        status: 404, chunks: Array(repeating: Data(count: 10_000), count: 1000))
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .failed)
    #expect(try rig.row(1).failure?.contains("no longer has the file") == true)
  }

  @Test func `no request goes to a private address but that of the platform itself`() async throws {
    let file = file
    let media = FakeMedia { request, _ in file.answer(to: request) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(media.requests.map(\.trustedHost) == ["cdn.example.org"])
  }

  @Test func `hurrying tries what waits at once`() async throws {
    let file = file
    let media = FakeMedia { $1 == 0 ? nil : file.answer(to: $0) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    rig.downloader.hurry()
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a redirect that the transport did not follow is refused`() async throws {
    let media = FakeMedia { _, _ in
      FakeMedia.Answer(status: 302, headers: ["Location": "http://elsewhere.example/x.mp3"])
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).failure?.contains("not safe") == true)
  }

  @Test func `one that fails does not hold up the others, and can be resumed`() async throws {
    let file = file
    let media = FakeMedia { request, number in
      request.url.hasSuffix("1.mp3") && number < 2
        ? FakeMedia.Answer(status: 404) : file.answer(to: request)
    }
    let rig = try DownloadRig(media)
    try rig.request(1, 2, 3)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).state == .failed)
    #expect(try rig.content(2) == file.content && rig.content(3) == file.content)
    try rig.mirror.resumeDownload(DownloadRig.ref(1), now: rig.time.now)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `Retry-After may be a date`() {
    let now = Date(timeIntervalSince1970: 784_111_777)  // Sun, 06 Nov 1994 08:49:37 GMT
    #expect(RetryDelay.asked("Sun, 06 Nov 1994 08:50:37 GMT", now: now) == 60)
    #expect(RetryDelay.asked("Sun, 06 Nov 1994 08:40:37 GMT", now: now) == 0)
    #expect(RetryDelay.asked("soon", now: now) == nil)
    #expect(RetryDelay.seconds(after: 0, random: 0, asked: 1e12) == RetryDelay.longestAsked)
  }
}
