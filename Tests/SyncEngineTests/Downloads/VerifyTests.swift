import CNTKit
import Crypto
import Foundation
import Synchronization
import Testing

@testable import SyncEngine

/// What came is what was meant, or it is not taken.
@Suite(.timeLimit(.minutes(5)))
struct VerifyTests {
  private let file = MediaFile(content: MediaFile.bytes(5000))

  /// Downloads one podcast from a server whose answers are changed by `change`.
  private func rig(
    _ change: @escaping @Sendable (inout FakeMedia.Answer, Int) -> Void, tries: Int = 50
  ) async throws -> DownloadRig {
    let file = file
    let rig = try DownloadRig(
      FakeMedia { request, number in
        var answer = file.answer(to: request)
        change(&answer, number)
        return answer
      })
    try rig.request(1)
    try await rig.drainPatiently(tries)
    return rig
  }

  @Test func `an answer that ends early without a broken line goes on`() async throws {
    let rig = try await rig { answer, number in
      if number == 0 { answer.chunks.removeLast() }
    }
    #expect(try rig.content(1) == file.content)
  }

  @Test func `an answer longer than announced is cut off and thrown away`() async throws {
    let rig = try await rig { answer, _ in answer.chunks.append(Data(count: 1)) }
    #expect(try rig.row(1).state == .failed)
    #expect(try rig.row(1).failure?.contains("more than it announced") == true)
    #expect(rig.files.isEmpty)
  }

  @Test func `an answer without a length is taken when it ends well`() async throws {
    let rig = try await rig { answer, number in
      answer.headers["Content-Length"] = nil
      if number == 0 {
        answer.chunks.removeLast()
        answer.isCut = true
      }
    }
    #expect(try rig.content(1) == file.content)
  }

  @Test(arguments: ["Content-MD5", "Repr-Digest", "Content-Digest", "Digest", "x-amz-meta-sha256"])
  func `a checksum that is right is taken, one that is wrong is not`(name: String) async throws {
    func value(of content: Data) -> String {
      let sha = Data(SHA256.hash(data: content))
      switch name {
      case "Content-MD5": return Data(Insecure.MD5.hash(data: content)).base64EncodedString()
      case "Digest": return "SHA-256=\(sha.base64EncodedString())"
      case "x-amz-meta-sha256": return sha.map { String(format: "%02x", $0) }.joined()
      default: return "sha-256=:\(sha.base64EncodedString()):"
      }
    }
    let right = value(of: file.content)
    let wrong = value(of: Data([1]))
    #expect(try await rig { answer, _ in answer.headers[name] = right }.content(1) == file.content)
    let damaged = try await rig { answer, _ in answer.headers[name] = wrong }
    #expect(try damaged.row(1).state == .failed)
    #expect(damaged.files.isEmpty)
  }

  @Test func `a checksum is of the whole also when only the rest was fetched`() async throws {
    let digest = "sha-256=:\(Data(SHA256.hash(data: file.content)).base64EncodedString()):"
    let rig = try await rig { answer, number in
      answer.headers["Repr-Digest"] = digest
      if number == 0 {
        answer.chunks.removeLast(2)
        answer.isCut = true
      } else {
        // Of the part only, and of no use here.
        answer.headers["Content-MD5"] = Data(Insecure.MD5.hash(data: Data([1])))
          .base64EncodedString()
      }
    }
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a tag that looks like a checksum is none`() async throws {
    let rig = try await rig { answer, _ in
      answer.headers["ETag"] = "\"0123456789abcdef0123456789abcdef\""
    }
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a page in place of the file is refused and asked for again`() async throws {
    for type in ["text/html; charset=utf-8", "audio/mpeg", nil] {
      let rig = try await rig { answer, number in
        guard number < 2 else { return }
        answer.headers["Content-Type"] = type
        answer.headers["Content-Length"] = nil
        answer.chunks = [Data("\u{feff}\n <!DOCTYPE html><title>Welcome</title>".utf8)]
      }
      #expect(try rig.content(1) == file.content)
    }
  }

  @Test func `a page does not cost what is here already`() async throws {
    let file = file
    let media = FakeMedia { request, number in
      switch number {
      case 0: return file.cut(request, after: 3)
      case 1:
        return FakeMedia.Answer(
          headers: ["Content-Type": "text/html", "Content-Length": "6"],
          chunks: [Data("<html>".utf8)])
      case 2: return FakeMedia.Answer(headers: ["Content-Length": "0"])
      default: return file.answer(to: request)
      }
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently()
    #expect(media.requests.map { $0.headers["Range"] }.last == "bytes=3000-")
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a compressed answer is taken without trusting its length`() async throws {
    // The transport unpacks it; the length is that of the packed bytes.
    let rig = try await rig { answer, _ in
      answer.headers["Content-Encoding"] = "gzip"
      answer.headers["Content-Length"] = "77"
    }
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a length beyond all files is none`() async throws {
    for length in ["9223372036854775807", "1125899906842625", "99999999999999999999"] {
      let rig = try await rig { answer, _ in answer.headers["Content-Length"] = length }
      #expect(try rig.content(1) == file.content)
    }
    #expect(ContentRange("bytes 0-1/9223372036854775807")?.total == nil)
  }

  @Test func `a body whose end is not told is not taken for whole`() async throws {
    let rig = try await rig { answer, _ in
      answer.headers["Content-Length"] = nil
      answer.isFramed = false
    }
    #expect(try rig.row(1).state == .failed)
    #expect(rig.files.isEmpty)
  }

  @Test func `the checksum of the first answer holds for the last bytes, too`() async throws {
    let wrong = "sha-256=:\(Data(SHA256.hash(data: Data([1]))).base64EncodedString()):"
    let file = file
    // All bytes are here, but the process ended before they were checked.
    let rig = try DownloadRig(
      FakeMedia { request, number in
        var answer = number == 0 ? file.cut(request, after: 5) : file.answer(to: request)
        if number == 0 { answer.headers["Content-Digest"] = wrong }
        return answer
      })
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    #expect(try rig.row(1).bytes == file.content.count)
    try await rig.drainPatiently()
    #expect(try rig.content(1) == file.content)
    // What did not have the checksum was thrown away: the last answer was the whole.
    #expect(try rig.row(1).faults == 0)
  }

  @Test func `bytes that did not reach the disk are not taken for there`() async throws {
    let failures = Mutex(1)
    var disk = DownloadDisk.real
    disk.flush = { fd in
      let fails = failures.withLock { left in
        defer { left = max(0, left - 1) }
        return left > 0
      }
      // As Linux does: it is told once.
      if fails { throw DownloadDisk.Problem(code: EIO) }
      try DownloadDisk.real.flush(fd)
    }
    let file = file
    let rig = try DownloadRig(FakeMedia { request, _ in file.answer(to: request) }, disk: disk)
    try rig.request(1)
    #expect(try await rig.downloader.drain())
    let row = try rig.row(1)
    #expect(row.state == .paused && row.bytes == 0)
    #expect(row.failure?.contains("cannot be written") == true)
    #expect(rig.files.isEmpty)
    try rig.mirror.resumeDownload(DownloadRig.ref(1), now: rig.time.now)
    #expect(try await rig.downloader.drain())
    #expect(try rig.content(1) == file.content)
  }

  @Test func `a file that is here is played though nothing can be written`() async throws {
    let rig = try await rig { _, _ in }
    try rig.mirror.configure("PRAGMA query_only = 1")
    #expect(try rig.content(1) == file.content)
  }

  @Test(arguments: [
    ("bytes 0-9/10", [0, 9, 10]), ("bytes 5-9/*", [5, 9, nil]), ("bytes */10", [nil, nil, 10]),
  ])
  func `ranges are read`(text: String, parts: [Int?]) throws {
    let range = try #require(ContentRange(text))
    #expect([range.first, range.last, range.total] == parts)
  }

  @Test(arguments: [
    "", "bytes", "bytes 1-", "bytes 9-1/10", "bytes -1-2/3", "octets 0-1/2",
    "bytes 0-1/2/3", "bytes 0-99999999999999999999/5", "bytes ١-٢/٣",
  ])
  func `what is no range is none`(text: String) {
    #expect(ContentRange(text) == nil)
  }
}
