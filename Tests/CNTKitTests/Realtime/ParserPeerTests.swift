import CNTKit
import Foundation
import Subprocess
import Testing

/// Socket.IO's own parser (Debian: node-socket.io-parser).
struct ParserPeerTests {
  /// Reads packets as [text, base64...], and writes what its encoder makes of what its decoder saw.
  private static let script = """
    const parser = require('/usr/share/nodejs/socket.io-parser');
    let input = '';
    process.stdin.on('data', (d) => { input += d; });
    process.stdin.on('end', () => {
      const out = JSON.parse(input).map((messages) => {
        const decoder = new parser.Decoder();
        let seen = null;
        decoder.on('decoded', (packet) => { seen = packet; });
        decoder.add(messages[0]);
        for (const b of messages.slice(1)) decoder.add(Buffer.from(b, 'base64'));
        if (seen.type > 4) { seen.type -= 3; delete seen.attachments; }
        return new parser.Encoder().encode(seen).map(
          (m) => typeof m === 'string' ? m : m.toString('base64'));
      });
      process.stdout.write(JSON.stringify(out));
    });
    """

  private func roundTrip(_ packets: [[String]]) async throws -> [[String]] {
    let input = try JSONEncoder().encode(packets)
    let run: (output: String?, complaint: String?)
    do {
      let record = try await Subprocess.run(
        .name("node"), arguments: ["-e", Self.script],
        environment: .inherit.updating(["NODE_PATH": "/usr/share/nodejs"]),
        input: .string(String(decoding: input, as: UTF8.self)),
        output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
      run = (record.standardOutput, record.standardError)
    } catch {
      throw Peer.Missing(description: "node is missing: run scripts/install-packages.")
    }
    let output = Data((run.output ?? "").utf8)
    guard let answer = try? JSONDecoder().decode([[String]].self, from: output) else {
      throw Peer.Missing(
        description: "node-socket.io-parser does not answer: run scripts/install-packages. "
          + (run.complaint ?? ""))
    }
    return answer
  }

  @Test func `Socket.IO's parser reads what is written here, and the other way round`() async throws
  {
    let packets = SocketPacketTests.samples.map(\.packet)
    let ours = try packets.map { packet in
      try packet.encoded().map { message in
        switch message {
        case .message(let text): text
        case .binary(let data): data.base64EncodedString()
        default: ""
        }
      }
    }
    let theirs = try await roundTrip(ours)
    try #require(theirs.count == packets.count)
    for (messages, packet) in zip(theirs, packets) {
      let decoded = try SocketPacketTests.decode(
        [.message(messages[0])]
          + messages.dropFirst().map { .binary(Data(base64Encoded: $0) ?? Data([0])) })
      #expect(decoded == [packet])
    }
  }
}
