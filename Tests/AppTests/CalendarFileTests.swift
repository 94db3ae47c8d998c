import CNTKit
import Foundation
import Testing

@testable import cnt_tui

/// iCalendar files, read back by a reader of RFC 5545 of their own.
struct CalendarFileTests {
  private let now = Date(timeIntervalSince1970: 1_795_500_000)

  /// The properties of each entry: unfolded, split at the first colon, TEXT taken back.
  private func read(_ text: String) throws -> [[String: String]] {
    #expect(text.hasSuffix("\r\n"))
    let lines = text.components(separatedBy: "\r\n").dropLast()
    for line in lines {
      #expect(line.utf8.count <= 75)
      #expect(!line.contains("\n") && !line.contains("\r"))
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 32 || $0 == "\t" })
    }
    let content = text.replacingOccurrences(of: "\r\n ", with: "")
      .components(separatedBy: "\r\n").filter { !$0.isEmpty }
    #expect(content.first == "BEGIN:VCALENDAR" && content.last == "END:VCALENDAR")
    #expect(content.contains("VERSION:2.0"))
    var entries: [[String: String]] = []
    for line in content {
      let name = String(line.prefix { $0 != ":" })
      let value = String(line.dropFirst(name.count + 1))
      if line == "BEGIN:VEVENT" {
        entries.append([:])
      } else if !entries.isEmpty, name != "END" {
        entries[entries.count - 1][name] = unescaped(value)
      }
    }
    return entries
  }

  private func unescaped(_ text: String) -> String {
    var result = ""
    var isMarked = false
    for character in text {
      if isMarked {
        result.append(character == "n" || character == "N" ? "\n" : character)
        isMarked = false
      } else if character == "\\" {
        isMarked = true
      } else {
        result.append(character)
      }
    }
    return result
  }

  @Test func `an event is written as the specification says, to the byte`() {
    let event = Event(
      id: 12, hostID: 3, title: "Carols; songs, and more", description: "Bring\na candle\\light",
      eventDate: Timestamp("2026-12-24T18:30:00.000"), location: "Chapel", latitude: 52.5,
      longitude: -13.0000004, createdAt: Timestamp("2026-11-01T08:00:00"),
      updatedAt: Timestamp("2026-11-02T09:10:11"), host: UserSummary(id: 3, name: "Miriam"))
    let file = CalendarFile([event], server: "https://cnt.example", now: now)
    #expect(
      file.text
        == [
          "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cnt//cnt//EN", "CALSCALE:GREGORIAN",
          "BEGIN:VEVENT", "UID:event-12@cnt.example", "DTSTAMP:20261102T091011Z",
          "CREATED:20261101T080000Z", "LAST-MODIFIED:20261102T091011Z",
          "DTSTART:20261224T183000", "SUMMARY:Carols\\; songs\\, and more",
          "DESCRIPTION:Bring\\na candle\\\\light", "LOCATION:Chapel",
          "GEO:52.500000;-13.000000", "CONTACT:Miriam",
          "URL:https://cnt.example/events/12", "STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
          "",
        ].joined(separator: "\r\n"))
  }

  @Test func `a time with a zone is written in UTC`() throws {
    let event = Event(id: 1, title: "t", eventDate: Timestamp("2026-12-24T18:30:00+05:00"))
    let entries = try read(CalendarFile([event], server: "http://s", now: now).text)
    #expect(entries[0]["DTSTART"] == "20261224T133000Z")
    #expect(entries[0]["DTSTAMP"] == "20261124T060000Z")
  }

  @Test(arguments: [
    String(repeating: "ä", count: 200), String(repeating: "👨‍👩‍👧‍👦", count: 40),
    "a\r\nb\rc\n\nd\u{2028}e", "BEGIN:VEVENT\r\nX:1", "\\n\\;,", "\u{0}\u{1b}[31m\u{7f}x",
    String(repeating: "x", count: 74) + "ö", "\tTab",
  ])
  func `whatever the words are, they come back and nothing is injected`(text: String) throws {
    let event = Event(
      id: 1, title: text, description: text, eventDate: Timestamp("2026-12-24T18:30:00"),
      location: text)
    let file = CalendarFile([event, event], server: "http://s", now: now)
    let entries = try read(file.text)
    #expect(entries.count == 2)
    let expected = String(
      String.UnicodeScalarView(
        text.replacingOccurrences(of: "\r\n", with: "\n").unicodeScalars.compactMap { scalar in
          switch scalar {
          case "\r", "\u{2028}": "\n"
          case "\n", "\t": scalar
          case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}": nil
          default: scalar
          }
        }))
    for name in ["SUMMARY", "DESCRIPTION", "LOCATION"] {
      #expect(entries[0][name] == (expected.isEmpty ? nil : expected), "\(name)")
    }
  }

  @Test func `an event without a date is left out`() throws {
    let file = CalendarFile([Event(id: 1, title: "t")], server: "http://s", now: now)
    #expect(try read(file.text).isEmpty)
  }
}
