import Foundation
import Subprocess
import TestPrograms
import Testing

@testable import cnt_tui

struct DocumentTextTests {
  @Test func `pages end where a form feed stands`() {
    let text = DocumentText(output: "one\ntwo\n\u{0c}\u{0c}three\n\u{0c}")
    #expect(text.pages.count == 3 && text.hasWords)
    #expect(text.lines(of: 1, columns: 20, isLaidOut: false) == [])
    #expect(text.lines(of: 2, columns: 20, isLaidOut: true) == ["three"])
    #expect(text.lines(of: 9, columns: 20, isLaidOut: true) == [])
    #expect(!DocumentText(output: " \n\u{0c}\n \u{0c}").hasWords)
  }

  @Test func `broken lines become paragraphs, short ones stay`() {
    let lines = [
      "A HEADING", "", "The words of this sentence go on to the",
      "end of the next line, where they stop.",
      "Short.", "A word that was par-", "ted.",
    ]
    #expect(
      DocumentText.paragraphs(lines) == [
        "A HEADING", "",
        "The words of this sentence go on to the end of the next line, where they stop. Short.",
        "A word that was par-", "ted.",
      ])
    let parted = ["The words of this sentence were par-", "ted."]
    #expect(DocumentText.paragraphs(parted) == ["The words of this sentence were parted."])
  }

  @Test func `a page as long as a book is cut`() {
    let text = DocumentText(output: String(repeating: "x", count: 1_000_000))
    #expect(text.pages[0].count == DocumentText.longestPage)
  }

  @Test func `a page of one endless character is cut, and pages are counted`() {
    let pile = "a" + String(repeating: "\u{335}", count: 1_000_000)
    #expect(DocumentText(output: pile).pages[0].unicodeScalars.count == DocumentText.longestPage)
    let many = String(repeating: "x\u{0c}", count: DocumentText.mostPages + 500)
    #expect(DocumentText(output: many).pages.count == DocumentText.mostPages)
  }

  @Test func `words are found on their pages`() {
    let text = DocumentText(output: "Grace and\n  more   grace\u{0c}peace\u{0c}PEACE and grace")
    #expect(
      text.search("grace", limit: 9) == [0, 2] && text.search("grace peace", limit: 9) == [2])
    #expect(text.search("  ", limit: 9) == [] && text.search("grace", limit: 1) == [0])
    #expect(text.excerpt(of: 0, "more") == "more grace")
  }

  private func file(_ data: Data) throws -> String {
    let path = NSTemporaryDirectory() + "cnt-pdf-\(UUID().uuidString).pdf"
    try data.write(to: URL(fileURLWithPath: path))
    return path
  }

  private func problem(_ data: Data) async throws -> String {
    let path = try file(data)
    defer { unlink(path) }
    do {
      _ = try await DocumentReader.read(path)
      return ""
    } catch let problem as DocumentReader.Problem {
      return problem.sentence
    }
  }

  @Test func `files that are no PDFs, damaged or empty are told in a sentence`() async throws {
    #expect(try await problem(Data("<html>".utf8)).contains("no PDF"))
    #expect(try await problem(Data()).contains("no PDF"))
    #expect(try await problem(Data("%PDF-1.7\nrubbish".utf8)).contains("damaged"))
    let bomb = Data("%PDF-1.7\n".utf8) + Data(repeating: UInt8(ascii: "("), count: 200_000)
    #expect(try await problem(bomb).contains("damaged"))
    // A page without a word.
    let blank = """
      %PDF-1.4
      1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
      2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
      3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj
      trailer<</Root 1 0 R>>
      """
    #expect(try await problem(Data(blank.utf8)).contains("no words"))
  }

  @Test func `where a harder limit holds already the program runs under that`() async throws {
    let script = BoundedProgram.script(within: .seconds(60))
    let text = try await Self.shell(
      "ulimit -v 1000000; ulimit -t 5; exec /bin/sh -c \"$0\" sh sh -c 'ulimit -v; ulimit -t'",
      script)
    #expect(text == "1000000\n5\n")
  }

  @Test func `the desktop's program has no bounds and no terminal`() async throws {
    let folder = NSTemporaryDirectory() + "cnt-viewer-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let script = """
      #!/bin/sh
      { ulimit -v; ulimit -t; set -- $(cat /proc/$$/stat); echo "$(($6 == $1))"; } > \(folder)/seen
      """
    try TestScript.install(script, at: folder + "/xdg-open")
    let here = ["PATH": folder, "DISPLAY": ":0"]
    #expect(await DocumentViewer.open("/a.pdf", environment: here) == nil)
    let seen = try String(contentsOfFile: folder + "/seen", encoding: .utf8)
    let usual = try await Self.shell("ulimit -v; ulimit -t")
    // It leads a session of its own.
    #expect(seen == usual + "1\n")
    #expect(
      await DocumentViewer.open("/a.pdf", environment: ["PATH": folder])?.contains("no display")
        == true)
    let elsewhere = ["PATH": "/nowhere", "DISPLAY": ":0"]
    #expect(
      await DocumentViewer.open("/a.pdf", environment: elsewhere)?.contains("not installed")
        == true)
  }

  private static func shell(_ words: String...) async throws -> String {
    let record = try await Subprocess.run(
      .path("/bin/sh"), arguments: Arguments(["-c"] + words), output: .string(limit: 4096))
    try #require(record.terminationStatus.isSuccess)
    return record.standardOutput
  }

  @Test func `a program may take so much and no more`() async throws {
    await #expect(throws: BoundedProgram.Problem.self) {
      _ = try await BoundedProgram("yes", []).run(most: 1000, within: .seconds(20))
    }
    await #expect(throws: BoundedProgram.Problem.self) {
      _ = try await BoundedProgram("sleep", ["600"]).run(most: 1000, within: .milliseconds(50))
    }
    await #expect(throws: BoundedProgram.Problem.self) {
      _ = try await BoundedProgram("no-such-program", []).run(most: 1000, within: .seconds(1))
    }
    let echo = try await BoundedProgram("echo", ["$(id)", ";", "x y"]).run(
      most: 1000, within: .seconds(20))
    #expect(String(decoding: echo.output, as: UTF8.self) == "$(id) ; x y\n")
  }
}
