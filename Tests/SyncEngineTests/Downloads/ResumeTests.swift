import CNTKit
import Foundation
import Synchronization
import Testing

@testable import SyncEngine

/// Going on where a transfer broke off.
@Suite(.timeLimit(.minutes(5)))
struct ResumeTests {
  private let file = MediaFile(content: MediaFile.bytes(10_000))

  @Test func `what broke off goes on from its last byte and is the same`() async throws {
    let file = file
    let media = FakeMedia { $1 < 3 ? file.cut($0, after: 2) : file.answer(to: $0) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently()
    #expect(try rig.content(1) == file.content)
    #expect(
      media.requests.map { $0.headers["Range"] } == [
        nil, "bytes=2000-", "bytes=4000-", "bytes=6000-",
      ])
    #expect(media.requests.dropFirst().allSatisfy { $0.headers["If-Range"] == "\"one\"" })
    #expect(rig.files == ["Podcast 1-podcast-1.mp3"])
  }

  @Test func `a server that answers 200 to a range is taken from byte 0`() async throws {
    // As the deployed platform does: a bare tag of 32 digits, and ranges ignored.
    var file = file
    file.hasRanges = false
    file.tag = "0123456789abcdef0123456789abcdef"
    let served = file
    let media = FakeMedia { $1 == 0 ? served.cut($0, after: 4) : served.answer(to: $0) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently()
    #expect(media.requests[1].headers["Range"] == "bytes=4000-")
    #expect(media.requests[1].headers["If-Range"] == served.tag)
    #expect(try rig.content(1) == served.content)
  }

  @Test func `a file that was replaced meanwhile is never mixed with what is here`() async throws {
    let old = file
    var new = MediaFile(content: MediaFile.bytes(7000, seed: 9))
    new.tag = "\"two\""
    let served = new
    let media = FakeMedia { $1 == 0 ? old.cut($0, after: 4) : served.answer(to: $0) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently()
    #expect(try rig.content(1) == served.content)
  }

  @Test(arguments: [
    ("bytes 3000-9999/10000", "\"one\""), ("bytes 4000-8999/10000", "\"one\""),
    ("bytes 4000-9999/12000", "\"one\""), ("bytes 4000-9999/*", "\"one\""), ("", "\"one\""),
    ("bytes */10000", "\"one\""), ("bytes 4000-9999/10000", "\"other\""),
  ])
  func `a part that is not the one asked for is not used`(range: String, tag: String) async throws {
    let file = file
    let media = FakeMedia { request, number in
      if number == 0 { return file.cut(request, after: 4) }
      var answer = file.answer(to: request)
      if request.headers["Range"] != nil {
        answer.headers["Content-Range"] = range.isEmpty ? nil : range
        answer.headers["ETag"] = tag
      }
      return answer
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently()
    #expect(try rig.content(1) == file.content)
    #expect(media.requests.map { $0.headers["Range"] } == [nil, "bytes=4000-", nil])
  }

  @Test func `a part that nobody asked for is refused`() async throws {
    let file = file
    let media = FakeMedia { request, _ in
      var answer = file.answer(to: request)
      answer.status = 206
      answer.headers["Content-Range"] = "bytes 0-9999/10000"
      return answer
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently(50)
    #expect(try rig.row(1).state == .failed)
  }

  @Test func `416 means whole where the length agrees, and from byte 0 where it does not`()
    async throws
  {
    // Cut after the last byte, before the end was seen.
    let file = file
    var shorter = MediaFile(content: MediaFile.bytes(8000, seed: 3))
    shorter.tag = nil
    let replaced = shorter
    let media = FakeMedia { request, number in
      let isFirst = request.url.hasSuffix("1.mp3")
      if request.headers["Range"] == nil, number < 2 { return file.cut(request, after: 10) }
      guard !isFirst, request.headers["Range"] != nil else {
        return isFirst ? file.answer(to: request) : replaced.answer(to: request)
      }
      return FakeMedia.Answer(status: 416, headers: ["Content-Range": "bytes */8000"])
    }
    let rig = try DownloadRig(media)
    try rig.request(1, 2)
    try await rig.drainPatiently()
    #expect(try rig.content(1) == file.content)
    #expect(try rig.content(2) == replaced.content)
  }

  @Test func `without a strong validator nothing is gone on with`() async throws {
    for tag in ["W/\"one\"", nil] {
      var file = file
      file.tag = tag
      let served = file
      let media = FakeMedia { request, number in
        var answer = number == 0 ? served.cut(request, after: 4) : served.answer(to: request)
        // Changed in the second in which it was given: the date may be of two contents.
        answer.headers["Last-Modified"] = "Tue, 24 Nov 2026 10:00:00 GMT"
        answer.headers["Date"] = "Tue, 24 Nov 2026 10:00:00 GMT"
        return answer
      }
      let rig = try DownloadRig(media)
      try rig.request(1)
      try await rig.drainPatiently()
      #expect(media.requests.allSatisfy { $0.headers["Range"] == nil })
      #expect(try rig.content(1) == served.content)
    }
  }

  @Test func `an old date is strong enough`() async throws {
    var file = file
    file.tag = nil
    let served = file
    let media = FakeMedia { request, number in
      var answer = number == 0 ? served.cut(request, after: 4) : served.answer(to: request)
      answer.headers["Last-Modified"] = "Tue, 24 Nov 2026 10:00:00 GMT"
      answer.headers["Date"] = "Tue, 24 Nov 2026 10:01:00 GMT"
      return answer
    }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently()
    #expect(media.requests[1].headers["If-Range"] == "Tue, 24 Nov 2026 10:00:00 GMT")
  }

  @Test func `no request carries a token or a cookie`() async throws {
    let file = file
    let media = FakeMedia { $1 == 0 ? file.cut($0, after: 2) : file.answer(to: $0) }
    let rig = try DownloadRig(media)
    try rig.request(1)
    try await rig.drainPatiently()
    #expect(media.requests.count == 2)
    for request in media.requests {
      #expect(request.url == "https://cdn.example.org/audio/1.mp3")
      #expect(request.headers["Authorization"] == nil && request.headers["Cookie"] == nil)
    }
  }

  @Test func `progress is written down at most twice a second`() async throws {
    let file = MediaFile(content: MediaFile.bytes(100_000))
    let time = TestTime()
    let media = FakeMedia(beforeChunk: { _, _ in time.pass(0.05) }) { request, _ in
      file.answer(to: request)
    }
    let flushes = Mutex(0)
    var disk = DownloadDisk.real
    disk.flush = { fd in
      flushes.withLock { $0 += 1 }
      try DownloadDisk.real.flush(fd)
    }
    let rig = try DownloadRig(media, disk: disk, time: time)
    try rig.request(1)
    try await rig.drainPatiently()
    // Five seconds pass; each report flushes once, and the end once more.
    #expect(flushes.withLock { $0 } <= 12)
    #expect(try rig.content(1) == file.content)
  }
}
