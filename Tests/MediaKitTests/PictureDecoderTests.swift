import Foundation
import TestPrograms
import Testing

@testable import MediaKit

@Suite(.timeLimit(.minutes(2)))
struct PictureDecoderTests {
  private let size = PixelSize(width: 60, height: 60)

  private func file(_ bytes: some Sequence<UInt8>) throws -> String {
    let path = NSTemporaryDirectory() + "cnt-picture-\(UUID().uuidString)"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    return path
  }

  /// Waits as long as a busy machine needs: how long it waits for is a test of its own.
  private var patient: PictureDecoder { PictureDecoder(patience: .seconds(300)) }

  /// A picture by ffmpeg: left half red, right half blue.
  private func halves(_ ending: String, filter: String = "null") async throws -> String {
    try await TestFilm.make(
      [
        "-f", "lavfi", "-i", "color=red:s=60x60", "-f", "lavfi", "-i", "color=blue:s=60x60",
        "-filter_complex", "[0][1]hstack,\(filter)", "-frames:v", "1",
      ], ending: ending)
  }

  private func reason(_ path: String) async -> PictureDecoder.Problem.Reason? {
    do {
      _ = try await patient.pixels(of: path, fitting: size)
      return nil
    } catch { return error.reason }
  }

  private func pixel(_ picture: RGBPicture, _ x: Int, _ y: Int) -> [Int] {
    let place = (y * picture.size.width + x) * 3
    return picture.bytes[place..<place + 3].map { Int($0) }
  }

  @Test(arguments: ["png", "jpg", "gif", "webp"])
  func `the usual files are decoded and scaled to fit`(ending: String) async throws {
    let picture = try await patient.pixels(of: try await halves(ending), fitting: size)
    #expect(picture.size == PixelSize(width: 60, height: 30))
    let (left, right) = (pixel(picture, 5, 15), pixel(picture, 55, 15))
    #expect(left[0] > 220 && left[2] < 40, "\(left)")
    #expect(right[2] > 220 && right[0] < 40, "\(right)")
  }

  @Test func `a picture that is to fill its box loses what sticks out`() async throws {
    let picture = try await patient.pixels(
      of: try await halves("png"), fitting: size, filling: true)
    #expect(picture.size == size)
    let (png, its) = try await patient.png(of: try await halves("jpg"), fitting: size)
    #expect(its == PixelSize(width: 60, height: 30))
    #expect(PictureFormat(head: png) == .png)
  }

  @Test func `what can be seen through is shown on black`() async throws {
    let path = try await halves("png", filter: "format=rgba,colorchannelmixer=aa=0.5")
    let picture = try await patient.pixels(of: path, fitting: size)
    #expect((110...145).contains(pixel(picture, 5, 15)[0]), "\(pixel(picture, 5, 15))")
  }

  @Test(arguments: [
    "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    "ffconcat version 1.0\nfile /etc/passwd\n", "<html>Sign in first</html>", "", "\u{0}",
    "P6\n1 1\n255\nabc", "BM......................",
  ])
  func `what is none of the four formats is not given to any decoder`(content: String) async throws
  {
    let path = try file(content.utf8)
    // No program at all could be run.
    do {
      _ = try await PictureDecoder(environment: ["PATH": "/nowhere"])
        .pixels(of: path, fitting: size)
      Issue.record("decoded")
    } catch { #expect(error.reason == .notAPicture) }
  }

  @Test func `damaged files and lies about the format are refused`() async throws {
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: try await halves("png"))))
    #expect(await reason(try file(whole.prefix(40))) == .cannotDecode)
    // The signature of a PNG before a playlist.
    let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    #expect(await reason(try file(signature + Array("#EXTM3U\nfile:///x\n".utf8))) == .cannotDecode)
    #expect(await reason(try file([0xff, 0xd8, 0xff] + [UInt8](repeating: 0, count: 500))) != nil)
    #expect(await reason("/nowhere/at/all") == .unreadable)
  }

  @Test func `a small file that says it is huge is not unpacked`() async throws {
    var whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: try await halves("png"))))
    // IHDR: width and height, then the checksum of the chunk anew.
    whole.replaceSubrange(16..<24, with: [0, 1, 0, 0, 0, 1, 0, 0])
    let sum = crc(whole[12..<29])
    whole.replaceSubrange(29..<33, with: (0..<4).map { UInt8(sum >> (24 - 8 * $0) & 255) })
    // Refused, not given up after a while.
    #expect(await reason(try file(whole)) == .cannotDecode)
  }

  private func crc(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var sum = ~UInt32(0)
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 {
        let isOdd = sum & 1 == 1
        sum >>= 1
        if isOdd { sum ^= 0xedb8_8320 }
      }
    }
    return ~sum
  }

  @Test func `a link is not followed`() async throws {
    let link = NSTemporaryDirectory() + "cnt-link-\(UUID().uuidString)"
    try FileManager.default.createSymbolicLink(
      atPath: link, withDestinationPath: try await halves("png"))
    #expect(await reason(link) == .unreadable)
  }

  /// A program of the decoder's name that does something else.
  private func decoder(_ script: String, patience: Duration) throws -> PictureDecoder {
    let folder = NSTemporaryDirectory() + "cnt-bin-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try TestScript.install("#!/bin/sh\n\(script)\n", at: folder + "/ffmpeg")
    return PictureDecoder(environment: ["PATH": folder + ":/usr/bin:/bin"], patience: patience)
  }

  @Test func `a decoder that never ends is ended`() async throws {
    let note = NSTemporaryDirectory() + "cnt-pid-\(UUID().uuidString)"
    let decoder = try decoder("echo $$ > \(note); exec sleep 600", patience: .milliseconds(800))
    let path = try await halves("png")
    do {
      _ = try await decoder.pixels(of: path, fitting: size)
      Issue.record("decoded")
    } catch { #expect(error.reason == .tookTooLong) }
    let pid = (try? String(contentsOfFile: note, encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    if let pid = pid.flatMap({ pid_t($0) }) { #expect(kill(pid, 0) != 0, "its process is gone") }
  }

  @Test func `a decoder that floods is stopped, and one that lies is not believed`() async throws {
    let path = try await halves("png")
    for script in ["exec yes", "printf 'P6\\n900 900\\n255\\nxxx'", "printf 'P6\\n2 2\\n255\\nx'"] {
      let decoder = try decoder(script, patience: .seconds(20))
      do {
        _ = try await decoder.pixels(of: path, fitting: size)
        Issue.record("decoded: \(script)")
      } catch { #expect(error.reason == .cannotDecode) }
    }
  }

  @Test func `without ffmpeg the sentence says what to install`() async throws {
    let path = try await halves("png")
    do {
      _ = try await PictureDecoder(environment: ["PATH": "/nowhere"])
        .pixels(of: path, fitting: size)
      Issue.record("decoded")
    } catch {
      #expect(error.reason == .noDecoder)
      #expect(error.recovery.contains("apt install ffmpeg"))
    }
  }
}
