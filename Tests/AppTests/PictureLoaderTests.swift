import Foundation
import MediaKit
import Synchronization
import TermKit
import Testing

@testable import cnt_tui

struct PictureLoaderTests {
  private static func request(_ name: String) -> PictureRequest {
    PictureRequest(
      reference: name, form: .symbols, box: Size(columns: 10, rows: 5),
      cell: CellPixels(width: 8, height: 16))
  }

  /// Outcomes in the order in which they came.
  private typealias Outcomes = AsyncStream<(PictureRequest, PictureOutcome)>

  private func picture(bytes: Int = 10) -> LoadedPicture {
    LoadedPicture(.iterm([UInt8](repeating: 0, count: bytes)), cells: Size(columns: 1, rows: 1))
  }

  @Test func `what is not wanted any more is cancelled, and its outcome is not told`() async {
    let (outcomes, continuation) = Outcomes.makeStream()
    let (cancelled, note) = AsyncStream<String>.makeStream()
    let picture = picture()
    let loader = PictureLoader(
      file: { request in
        guard request.reference == "slow" else { return "/path" }
        // Ends only by being cancelled.
        await withTaskCancellationHandler {
          let (never, _) = AsyncStream<Void>.makeStream()
          for await _ in never {}
        } onCancel: {
          note.yield(request.reference)
        }
        throw CancellationError()
      }, make: { _, _ in picture }, settle: {}, send: { continuation.yield(($0, $1)) })
    await loader.want([Self.request("slow")])
    await loader.want([Self.request("quick")])
    for await name in cancelled {
      #expect(name == "slow")
      break
    }
    for await (request, outcome) in outcomes {
      #expect(request.reference == "quick")
      if case .loaded(let loaded) = outcome { #expect(loaded == picture) }
      break
    }
    await loader.stop()
  }

  @Test func `what was passed quickly costs nothing`() async {
    let asked = Mutex<[String]>([])
    let (outcomes, continuation) = Outcomes.makeStream()
    let picture = picture()
    let isOpen = Mutex(false)
    let loader = PictureLoader(
      file: { request in
        asked.withLock { $0.append(request.reference) }
        return "/path"
      }, make: { _, _ in picture },
      settle: {
        while !Task.isCancelled, !isOpen.withLock({ $0 }) { await Task.yield() }
        try Task.checkCancellation()
      }, send: { continuation.yield(($0, $1)) })
    for name in ["a", "b", "c"] { await loader.want([Self.request(name)]) }
    isOpen.withLock { $0 = true }
    for await (request, _) in outcomes {
      #expect(request.reference == "c")
      break
    }
    #expect(asked.withLock { $0 } == ["c"])
  }

  @Test func `memory is bounded, and what was shown lately is there at once`() async {
    let (outcomes, continuation) = Outcomes.makeStream()
    let made = Mutex(0)
    let loader = PictureLoader(
      file: { _ in "/path" },
      make: { _, _ in
        made.withLock { $0 += 1 }
        return LoadedPicture(
          .iterm([UInt8](repeating: 0, count: 5 << 20)), cells: Size(columns: 1, rows: 1))
      }, settle: {}, send: { continuation.yield(($0, $1)) })
    var iterator = outcomes.makeAsyncIterator()
    for number in 1...8 {
      await loader.want([Self.request("\(number)")])
      _ = await iterator.next()
    }
    let memory = await loader.memory
    #expect(memory.bytes <= PictureLoader.mostMemory && memory.count == 4)
    await loader.want([Self.request("7")])
    _ = await iterator.next()
    #expect(made.withLock { $0 } == 8)
    await loader.want([Self.request("1")])
    _ = await iterator.next()
    #expect(made.withLock { $0 } == 9)
  }

  @Test func `what failed is told with its sentence`() async {
    let (outcomes, continuation) = Outcomes.makeStream()
    let loader = PictureLoader(
      file: { _ in throw PictureDecoder.Problem(reason: .notAPicture) },
      make: { _, _ in throw CancellationError() }, settle: {},
      send: { continuation.yield(($0, $1)) })
    await loader.want([Self.request("a")])
    for await (_, outcome) in outcomes {
      if case .failed(let sentence) = outcome {
        #expect(sentence.contains("JPEG"))
      } else {
        Issue.record("\(outcome)")
      }
      break
    }
  }
}
