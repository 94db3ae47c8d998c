import Foundation
import TermKit
import Testing

@testable import cnt_tui

/// What the doctor makes of what it sees.
struct DoctorTests {
  private let noon = Date(timeIntervalSince1970: 784_111_777)

  @Test func `a clock that is off is told, by how much`() {
    func state(_ header: String?) -> Finding.State { Doctor.judge(clock: noon, date: header).state }
    #expect(state("Sun, 06 Nov 1994 08:49:37 GMT") == .ok)
    #expect(state("Sun, 06 Nov 1994 08:48:37 GMT") == .warn)
    #expect(state("Sun, 06 Nov 1994 07:49:37 GMT") == .bad)
    #expect(state("yesterday") == .warn && state(nil) == .warn)
    #expect(
      Doctor.judge(clock: noon, date: "Sun, 06 Nov 1994 08:50:37 GMT").detail
        == "60 s off the server's")
  }

  @Test func `the holder of a lock is found by its file`() {
    let locks = """
      1: POSIX  ADVISORY  WRITE 11 00:2b:1042 0 EOF
      2: FLOCK  ADVISORY  WRITE 2204 00:2b:1042 0 EOF
      3: FLOCK  ADVISORY  WRITE 0 00:2b:77 0 EOF
      """
    #expect(LockHolder.find(inode: 1042, in: locks) == 2204)
    #expect(LockHolder.find(inode: 42, in: locks) == nil)
    #expect(LockHolder.find(inode: 77, in: locks) == nil)
  }

  @Test func `a terminal that the app refuses is bad, none is only a warning`() {
    var facts = TerminalFacts(
      term: "xterm-256color", isTerminal: true, size: Size(columns: 120, rows: 40),
      codeset: "UTF-8", colorDepth: .trueColor)
    #expect(Doctor.judge(facts).map(\.state) == [.ok, .ok, .ok])
    #expect(Doctor.judge(facts)[0].detail == "xterm-256color, 120x40")
    facts.problem = TerminalError(.unknown(term: "x"))
    facts.codeset = "ANSI_X3.4-1968"
    facts.colorDepth = .none
    #expect(Doctor.judge(facts).map(\.state) == [.bad, .bad, .warn])
    facts.isTerminal = false
    #expect(Doctor.judge(facts)[0].state == .warn)
  }

  @Test func `room on the disk has two limits`() {
    #expect(
      [50, 500, 5000].map { Doctor.judge(free: $0 * 1_000_000).state } == [.bad, .warn, .ok])
  }
}
