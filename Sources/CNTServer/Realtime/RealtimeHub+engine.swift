import CNTKit
import Foundation

/// Long polling, WebSocket, and going from the one to the other.
extension RealtimeHub {
  // MARK: Long polling

  /// What the server has to say, as soon as there is something; nil for a request that the session does
  /// not allow: one at a time, and none after the change to WebSocket.
  func poll(_ sid: String) async -> [EnginePacket]? {
    guard let session = sessions[sid], session.outlet == nil else { return nil }
    guard session.poll == nil else {
      close(session)
      return nil
    }
    // The client is about to go on to its WebSocket: what waits goes there.
    if session.candidate?.isProbed == true { return [.noop] }
    if !session.queue.isEmpty { return session.takeQueued(atMost: settings.limits.payload) }
    session.polls += 1
    let number = session.polls
    return await withTaskCancellationHandler {
      await withCheckedContinuation { answer in
        if Task.isCancelled {
          answer.resume(returning: [.noop])
        } else {
          session.poll = (answer, number)
        }
      }
    } onCancel: {
      Task { await self.abandon(sid, poll: number) }
    }
  }

  private func abandon(_ sid: String, poll number: Int) {
    guard let session = sessions[sid], session.poll?.number == number else { return }
    session.answerPoll([.noop])
  }

  /// How many requests wait for news.
  var waitingPolls: Int { sessions.values.count { $0.poll != nil } }

  /// Whether a POST may be read; a second one while the first is on its way ends the session.
  func beginPost(_ sid: String) -> Bool {
    guard let session = sessions[sid], session.outlet == nil else { return false }
    guard !session.isPosting else {
      close(session)
      return false
    }
    session.isPosting = true
    return true
  }

  /// Takes the body of a POST, nil when it was too large. False: the session is closed for it.
  func post(_ body: Data?, _ sid: String) async -> Bool {
    guard let session = sessions[sid] else { return false }
    defer { session.isPosting = false }
    do {
      guard let body else { throw RealtimeFault(.tooLarge) }
      for packet in try EnginePayload.decode(body, limits: settings.limits) {
        try await receive(packet, session)
        if session.isClosed { break }
      }
      return true
    } catch {
      refuse(session, error)
      return false
    }
  }

  // MARK: WebSocket

  /// Takes over a WebSocket: a session of its own, or one that the session `sid` tries.
  func attach(_ outlet: WebSocketOutlet, sid: String?, address: String, bearer: String?) -> String?
  {
    guard let sid else {
      return open(address: address, bearer: bearer, outlet: outlet)?.sid
    }
    guard let session = sessions[sid], session.outlet == nil, session.candidate == nil else {
      return nil
    }
    session.candidate = (outlet, false)
    after(settings.handshakeTimeout, "candidate", in: session) { hub, session in
      guard session.candidate?.outlet === outlet else { return }
      hub.drop(outlet, sid: session.sid)
      outlet.close()
    }
    return sid
  }

  /// Takes a frame of a WebSocket.
  func receive(_ frame: WebSocketOutlet.Frame, from outlet: WebSocketOutlet, sid: String) async {
    guard let session = sessions[sid] else { return outlet.close() }
    do {
      let packet: EnginePacket
      switch frame {
      case .text(let text):
        packet = try EnginePacket(text: text, limits: settings.limits, isBinarySafe: true)
      case .binary(let data): packet = .binary(data)
      }
      if session.outlet === outlet { return try await receive(packet, session) }
      guard session.candidate?.outlet === outlet else { return outlet.close() }
      switch packet {
      case .ping("probe"):
        session.candidate?.isProbed = true
        outlet.send(.pong("probe"))
        session.answerPoll([.noop])
      case .upgrade where session.candidate?.isProbed == true: change(session, to: outlet)
      default: throw RealtimeFault(.outOfOrder)
      }
    } catch {
      refuse(session, error)
    }
  }

  private func change(_ session: EngineSession, to outlet: WebSocketOutlet) {
    session.candidate = nil
    session.outlet = outlet
    session.answerPoll([.noop])
    let waiting = session.queue
    session.queue = []
    session.queuedBytes = 0
    send(waiting, to: session)
  }

  /// A WebSocket is gone. One that was only tried takes nothing with it.
  func drop(_ outlet: WebSocketOutlet, sid: String) {
    guard let session = sessions[sid] else { return }
    if session.outlet === outlet { return close(session) }
    if session.candidate?.outlet === outlet { session.candidate = nil }
  }

  // MARK: Packets

  private func receive(_ packet: EnginePacket, _ session: EngineSession) async throws {
    // What is large costs as much as many: it is parsed here, where everybody waits.
    guard session.bucket.take(1 + Double(packet.size) / Self.bytesForOne) else {
      throw RealtimeFault(.tooLarge)
    }
    switch packet {
    case .message(let text):
      if let packet = try session.decoder.take(text) { try await receive(packet, session) }
    case .binary(let data):
      if let packet = try session.decoder.take(data) { try await receive(packet, session) }
    case .pong: beat(session)
    case .close: close(session, farewell: .noop)
    // Some clients send one after a change of transport.
    case .noop: break
    case .open, .ping, .upgrade: throw RealtimeFault(.outOfOrder)
    }
  }

  private static let bytesForOne = 20_000.0

  private func refuse(_ session: EngineSession, _ error: any Error) {
    logger.debug("realtime session refused", metadata: ["error": "\(error)"])
    close(session)
  }
}
