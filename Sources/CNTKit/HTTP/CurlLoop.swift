import CCurl
import Foundation
import Synchronization

/// The thread that owns libcurl's multi handle. Other threads hand over orders and wake it.
final class CurlLoop: Sendable {
  private struct Shared {
    var orders: [CurlTransfer.Order] = []
    var cancelled: Set<Int> = []
    var isStopped = false
    var nextTicket = 1
    /// nil before the thread looks for orders and after it ended: only in between is there somebody to
    /// wake. `curl_multi_wakeup` may be called from any thread.
    nonisolated(unsafe) var multi: UnsafeMutableRawPointer?

    func wake() { if let multi { _ = cnt_curl_multi_wakeup(multi) } }
  }

  private let shared = Mutex(Shared())

  /// Returns at once: libcurl is opened on the loop's thread.
  init(userAgent: String) {
    let thread = Thread { [self] in run(userAgent) }
    thread.name = "curl"
    thread.start()
  }

  func ticket() -> Int {
    shared.withLock { shared in
      defer { shared.nextTicket += 1 }
      return shared.nextTicket
    }
  }

  func submit(_ order: CurlTransfer.Order) {
    let isStopped = shared.withLock { shared in
      if !shared.isStopped { shared.orders.append(order) }
      shared.wake()
      return shared.isStopped
    }
    if isStopped { order.refuse(.cancelled) }
  }

  func cancel(_ ticket: Int) {
    shared.withLock { shared in
      shared.cancelled.insert(ticket)
      shared.wake()
    }
  }

  /// The ticket's request is over: a late cancellation of it means nothing.
  func forget(_ ticket: Int) { shared.withLock { _ = $0.cancelled.remove(ticket) } }

  func stop() {
    shared.withLock { shared in
      shared.isStopped = true
      shared.wake()
    }
  }

  private func run(_ userAgent: String) {
    guard cnt_curl_load() != 0, let multi = cnt_curl_multi_init() else { return refuseAll() }
    _ = cnt_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    _ = cnt_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 6)
    let known = multi
    shared.withLock { $0.multi = known }
    var running: [Int: CurlTransfer] = [:]
    while true {
      let (orders, cancelled, stopped) = shared.withLock { shared in
        // A cancellation may come before its order: it stays until the ticket is forgotten.
        defer { shared.orders = [] }
        return (shared.orders, shared.cancelled, shared.isStopped)
      }
      for order in orders { start(order, userAgent, multi, &running) }
      for ticket in stopped ? Set(running.keys) : cancelled {
        guard let transfer = running.removeValue(forKey: ticket) else { continue }
        _ = cnt_curl_multi_remove_handle(multi, transfer.handle)
        transfer.abandon(.cancelled)
      }
      if stopped { break }
      var active: Int32 = 0
      _ = cnt_curl_multi_perform(multi, &active)
      collect(multi, &running)
      // With nothing under way only a wake-up ends the wait; libcurl caps it by its own timers.
      _ = cnt_curl_multi_poll(multi, running.isEmpty ? 60_000 : 1000)
    }
    shared.withLock { $0.multi = nil }
    _ = cnt_curl_multi_cleanup(multi)
  }

  /// Without libcurl: what was asked for and what will be.
  private func refuseAll() {
    while true {
      let (orders, isStopped) = shared.withLock { shared in
        defer { shared.orders = [] }
        return (shared.orders, shared.isStopped)
      }
      for order in orders { order.refuse(isStopped ? .cancelled : .noLibrary) }
      if isStopped { return }
      Thread.sleep(forTimeInterval: 0.25)
    }
  }

  private func start(
    _ order: CurlTransfer.Order, _ userAgent: String, _ multi: UnsafeMutableRawPointer,
    _ running: inout [Int: CurlTransfer]
  ) {
    guard let transfer = CurlTransfer(order, userAgent: userAgent) else {
      return order.refuse(.unreadableFile)
    }
    running[order.ticket] = transfer
    _ = cnt_curl_multi_add_handle(multi, transfer.handle)
  }

  private func collect(
    _ multi: UnsafeMutableRawPointer, _ running: inout [Int: CurlTransfer]
  ) {
    var left: Int32 = 0
    while let message = cnt_curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
        continue
      }
      let code = cnt_curl_message_result(message)
      guard let (ticket, transfer) = running.first(where: { $0.value.handle == handle }) else {
        continue
      }
      _ = cnt_curl_multi_remove_handle(multi, handle)
      running[ticket] = nil
      transfer.finish(code)
    }
  }
}

extension CurlTransfer.Order {
  /// Ends it before a byte of it left.
  fileprivate func refuse(_ reason: TransportError.Reason) {
    finish(
      .failure(
        CurlTransfer.Failure(
          error: TransportError(reason, requestMayHaveArrived: false), diedBeforeAnswer: false)))
  }
}
