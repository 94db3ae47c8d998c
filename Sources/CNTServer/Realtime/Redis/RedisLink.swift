import Foundation
import Logging
import NIOCore
import NIOPosix

/// A subscription and a way to publish, for as long as its task runs; it comes back by itself.
///
/// What is published while Redis cannot be reached is lost but for the newest: events are of the moment,
/// and clients read again what they missed.
struct RedisLink: Sendable {
  let address: RedisAddress
  let channel: String
  let logger: Logger
  /// Called with each message of the channel, in order.
  let receive: @Sendable (Data) async -> Void
  private let outgoing: AsyncStream<Data>
  private let publisher: AsyncStream<Data>.Continuation

  /// Messages that wait at most.
  private static let mostWaiting = 1000

  init(
    address: RedisAddress, channel: String, logger: Logger,
    receive: @escaping @Sendable (Data) async -> Void
  ) {
    self.address = address
    self.channel = channel
    self.logger = logger
    self.receive = receive
    (outgoing, publisher) = AsyncStream.makeStream(
      of: Data.self, bufferingPolicy: .bufferingNewest(Self.mostWaiting))
  }

  func publish(_ message: Data) { publisher.yield(message) }

  /// Runs until its task is cancelled.
  func run() async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await again { try await listen() } }
      group.addTask { await send() }
    }
  }

  private typealias Channel = NIOAsyncChannel<RedisValue, ByteBuffer>

  /// The work, over and over, with waits between 0.1 and 10 s after failures.
  private func again(_ work: @Sendable () async throws -> Void) async {
    var wait = 0.1
    while !Task.isCancelled {
      let begin = ContinuousClock.now
      do { try await work() } catch {
        if !Task.isCancelled {
          logger.warning("Redis cannot be reached", metadata: ["error": "\(error)"])
        }
      }
      if ContinuousClock.now - begin > .seconds(30) { wait = 0.1 }
      try? await Task.sleep(for: .seconds(Double.random(in: wait / 2...wait)))
      wait = min(10, wait * 2)
    }
  }

  private func connect() async throws -> Channel {
    try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connectTimeout(.seconds(5))
      .channelOption(.socketOption(.so_keepalive), value: 1)
      .connect(host: address.host, port: address.port) { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ByteToMessageHandler(RedisDecoder()))
          return try Channel(wrappingChannelSynchronously: channel)
        }
      }
  }

  struct Refused: Error { var words: String }

  private func listen() async throws {
    try await connect().executeThenClose { inbound, outbound in
      for command in address.greeting + [["SUBSCRIBE", channel]] {
        try await outbound.write(RedisValue.command(command.map { Data($0.utf8) }))
      }
      for try await value in inbound {
        switch value {
        case .error(let words): throw Refused(words: words)
        case .array(let parts?) where parts.count == 3 && parts[0] == .bytes(Data("message".utf8)):
          if case .bytes(let message?) = parts[2] { await receive(message) }
        default: break
        }
      }
    }
  }

  /// One message after another; the one that fails is sent once more on the next connection.
  private func send() async {
    var waiting = outgoing.makeAsyncIterator()
    var unsent: Data?
    var pause = 0.1
    while !Task.isCancelled {
      if unsent == nil { unsent = await waiting.next() }
      guard let first = unsent else { return }
      do {
        let channel = try await connect()
        try await channel.executeThenClose { inbound, outbound in
          var answers = inbound.makeAsyncIterator()
          func ask(_ words: [Data]) async throws {
            try await outbound.write(RedisValue.command(words))
            guard let answer = try await answers.next() else { throw Refused(words: "closed") }
            if case .error(let words) = answer { throw Refused(words: words) }
          }
          for command in address.greeting { try await ask(command.map { Data($0.utf8) }) }
          var message = first
          while true {
            try await ask([Data("PUBLISH".utf8), Data(self.channel.utf8), message])
            unsent = nil
            pause = 0.1
            guard let next = await waiting.next() else { return }
            message = next
            unsent = next
          }
        }
      } catch {
        if Task.isCancelled { return }
        logger.warning("nothing can be published by Redis", metadata: ["error": "\(error)"])
        try? await Task.sleep(for: .seconds(pause))
        pause = min(10, pause * 2)
      }
    }
  }
}
