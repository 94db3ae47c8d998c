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
  }

  private let shared = Mutex(Shared())
  /// Written once, before the thread starts; `curl_multi_wakeup` may be called from any thread.
  private nonisolated(unsafe) let multi: UnsafeMutableRawPointer

  init(userAgent: String) {
    _ = Self.globalInit
    guard let multi = curl_multi_init() else { preconditionFailure("libcurl has no memory") }
    self.multi = multi
    _ = cnt_curl_multi_set_long(multi, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    _ = cnt_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, 6)
    let thread = Thread { [self] in run(userAgent) }
    thread.name = "curl"
    thread.start()
  }

  private static let globalInit: Void = { _ = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) }()

  func ticket() -> Int {
    shared.withLock { shared in
      defer { shared.nextTicket += 1 }
      return shared.nextTicket
    }
  }

  func submit(_ order: CurlTransfer.Order) {
    let isStopped = shared.withLock { shared in
      if !shared.isStopped { shared.orders.append(order) }
      return shared.isStopped
    }
    if isStopped {
      order.finish(
        .failure(
          CurlTransfer.Failure(
            error: TransportError(.cancelled, requestMayHaveArrived: false),
            diedBeforeAnswer: false)))
    }
    curl_multi_wakeup(multi)
  }

  func cancel(_ ticket: Int) {
    shared.withLock { _ = $0.cancelled.insert(ticket) }
    curl_multi_wakeup(multi)
  }

  /// The ticket's request is over: a late cancellation of it means nothing.
  func forget(_ ticket: Int) { shared.withLock { _ = $0.cancelled.remove(ticket) } }

  func stop() {
    shared.withLock { $0.isStopped = true }
    curl_multi_wakeup(multi)
  }

  private func run(_ userAgent: String) {
    var running: [Int: CurlTransfer] = [:]
    while true {
      let (orders, cancelled, stopped) = shared.withLock { shared in
        // A cancellation may come before its order: it stays until the ticket is forgotten.
        defer { shared.orders = [] }
        return (shared.orders, shared.cancelled, shared.isStopped)
      }
      for order in orders { start(order, userAgent, &running) }
      for ticket in stopped ? Set(running.keys) : cancelled {
        guard let transfer = running.removeValue(forKey: ticket) else { continue }
        curl_multi_remove_handle(multi, transfer.handle)
        transfer.abandon(.cancelled)
      }
      if stopped { break }
      var active: Int32 = 0
      curl_multi_perform(multi, &active)
      collect(&running)
      var ready: Int32 = 0
      // With nothing under way only a wake-up ends the wait; libcurl caps it by its own timers.
      curl_multi_poll(multi, nil, 0, running.isEmpty ? 60_000 : 1000, &ready)
    }
    curl_multi_cleanup(multi)
  }

  private func start(
    _ order: CurlTransfer.Order, _ userAgent: String, _ running: inout [Int: CurlTransfer]
  ) {
    guard let transfer = CurlTransfer(order, userAgent: userAgent) else {
      order.finish(
        .failure(
          CurlTransfer.Failure(
            error: TransportError(.unreadableFile, requestMayHaveArrived: false),
            diedBeforeAnswer: false)))
      return
    }
    running[order.ticket] = transfer
    curl_multi_add_handle(multi, transfer.handle)
  }

  private func collect(_ running: inout [Int: CurlTransfer]) {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
        continue
      }
      let code = cnt_curl_message_result(message)
      guard let (ticket, transfer) = running.first(where: { $0.value.handle == handle }) else {
        continue
      }
      curl_multi_remove_handle(multi, handle)
      running[ticket] = nil
      transfer.finish(code)
    }
  }
}
