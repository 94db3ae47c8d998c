import Foundation
import Testing

@testable import cnt_tui

/// Texts on their way into a post.
struct TextInputTests {
  @Test func `white space around a text goes`() async throws {
    #expect(try await TextInput.read(" \n Amen \n", for: "comment") == "Amen")
  }

  @Test func `an empty text, bad bytes and one that is too long are refused`() async throws {
    let empty = await #expect(throws: Failure.self) {
      _ = try await TextInput.read("  \n", for: "post")
    }
    #expect(empty?.code == .noInput)
    for bytes in [Data([0xff, 0xfe]), Data("a\0b".utf8), Data(count: TextInput.most + 1)] {
      #expect(throws: Failure.self) { _ = try TextInput.decoded(bytes) }
    }
    #expect(try TextInput.decoded(Data("é\n".utf8)) == "é\n")
  }
}
