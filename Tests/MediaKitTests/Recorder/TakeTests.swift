import Foundation
import Testing

@testable import MediaKit

struct TakeTests {
  private let folder: TestFolder
  private let plan = RecordingPlan(audio: .tone(1), sampleRate: 8000, channels: 2)

  init() throws { folder = try TestFolder() }

  private func makeTap(_ take: TakeFolder?, _ free: Int64 = 1 << 40) -> (
    tap: AudioTap, events: AsyncStream<RecorderEvent>,
    end: AsyncStream<RecorderEvent>.Continuation
  ) {
    let (events, end) = AsyncStream.makeStream(of: RecorderEvent.self)
    let levels = AsyncStream.makeStream(of: LevelReading.self).continuation
    let tap = AudioTap(
      folder: take, plan: plan, freeBytes: { _ in free }, levels: levels, events: end)
    return (tap, events, end)
  }

  /// Frames whose left sample counts and whose right one is its negative.
  private func frames(_ range: Range<Int>) -> [UInt8] {
    range.flatMap { number in
      [Int16(number), Int16(-number)].flatMap { value in
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
      }
    }
  }

  private func feed(_ tap: AudioTap, _ bytes: [UInt8], pieces: Int) throws {
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      try bytes[start..<min(bytes.count, start + pieces)].withUnsafeBytes { try tap.take($0) }
    }
  }

  @Test(arguments: [1, 3, 7, 4096])
  func `counting in is exact to the sample, however the pieces are cut`(pieces: Int) async throws {
    let take = try TakeFolder.make(in: folder.path, began: Date())
    let (tap, events, end) = makeTap(take)
    try feed(tap, frames(0..<50), pieces: pieces)
    tap.open(after: 300, beat: 100)
    try feed(tap, frames(50..<1000), pieces: pieces)
    let segments = try tap.finish()
    end.finish()
    var told: [RecorderEvent] = []
    for await event in events { told.append(event) }
    #expect(told == [.counting(3), .counting(2), .counting(1), .recording])
    #expect(segments.map(\.samples) == [650])
    let samples = try await TestSound.samples(take.path + "/segment-0001.wav", channels: 2)
    #expect(samples == (350..<1000).flatMap { [Int16($0), Int16(-$0)] })
  }

  @Test func `a take whose program died is found and made whole`() async throws {
    let (path, began) = ("\(folder.path)/recordings", Date(timeIntervalSince1970: 1_000_000))
    do {
      let take = try TakeFolder.make(in: path, began: began)
      try take.save(Take(began: began, plan: plan))
      let (tap, _, _) = makeTap(take)
      tap.open(after: 0, beat: 1)
      // The last frame is not complete.
      try feed(tap, frames(0..<5000), pieces: 999)
      let store = TakeStore(folder: path)
      #expect(await store.recover().isEmpty, "somebody still records it")
      // Neither finished nor closed in order.
    }
    let file = try #require(TakeStore(folder: path).takes().first).folder + "/segment-0001.wav"
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data([1, 2, 3]))
    try handle.close()
    let recovered = await TakeStore(folder: path).recover()
    #expect(recovered.map(\.samples) == [5000])
    #expect(recovered.map(\.state) == [.recovered])
    #expect(recovered.map(\.began) == [began])
    let facts = try await MediaFacts.read(file)
    #expect(facts.audio == MediaFacts.Audio(sampleRate: 8000, channels: 2, samples: 5000))
    let samples = try await TestSound.samples(file, channels: 2)
    #expect(samples == (0..<5000).flatMap { [Int16($0), Int16(-$0)] })
    #expect(try FileHandle(forReadingFrom: URL(fileURLWithPath: file)).seekToEnd() == 20_044)
    #expect(await TakeStore(folder: path).recover().isEmpty)
  }

  @Test func `a take in which nothing arrived goes`() async throws {
    do {
      let take = try TakeFolder.make(in: folder.path, began: Date())
      try take.save(Take(began: Date(), plan: plan))
    }
    #expect(await TakeStore(folder: folder.path).recover().isEmpty)
    #expect(folder.names.isEmpty)
  }

  @Test func `two takes of one second have two folders`() throws {
    let began = Date(timeIntervalSince1970: 1_000_000)
    let takes = try (0..<3).map { _ in try TakeFolder.make(in: folder.path, began: began) }
    #expect(Set(takes.map(\.path)).count == 3)
  }

  @Test(arguments: ["../../etc/passwd", "segment-1.wav", "/segment-0001.wav", "segment-0001.wav\n"])
  func `a manifest that leads out of its folder is none`(name: String) throws {
    let take = try TakeFolder.make(in: folder.path, began: Date())
    var bad = Take(began: Date(), plan: plan)
    bad.segments = [Take.Segment(name: name, samples: 1)]
    try take.save(bad)
    #expect(TakeStore(folder: folder.path).takes().isEmpty)
  }
}
