import CNTKit
import Foundation
import SyncEngine
import TermKit

/// Changing an event of one's own.
enum EventForm {
  static func form(_ event: Event) -> FormState {
    FormState(
      purpose: .event(event.id), title: tr("Event"),
      fields: [
        .init("title", tr("Title"), event.title),
        .init(
          "event_date", tr("When"), event.eventDate.map(text),
          hint: tr("2026-12-24 18:30, local time")),
        .init("location", tr("Where"), event.location),
        .init("max_attendees", tr("Places"), "\(event.maxAttendees)", hint: tr("0 for no limit")),
        .init("description", tr("Description"), event.description, isLong: true),
      ])
  }

  /// A new one.
  static func new() -> FormState {
    FormState(
      purpose: .newEvent, title: tr("New event"),
      fields: [
        .init("title", tr("Title"), nil),
        .init("event_date", tr("When"), nil, hint: tr("2026-12-24 18:30, local time")),
        .init("location", tr("Where"), nil),
        .init("max_attendees", tr("Places"), "0", hint: tr("0 for no limit")),
        .init("description", tr("Description"), nil, isLong: true),
      ])
  }

  /// What a new one is to be; throws where it cannot be used. It must lie ahead, as the platform
  /// wants it.
  static func event(
    _ form: FormState, now: Date, timeZone: TimeZone
  ) throws(FormProblem) -> EventCreate {
    func field(_ name: String, _ sentence: String) -> FormProblem {
      FormProblem(field: name, sentence: sentence)
    }
    guard !form.text("title").isEmpty else {
      throw field("title", tr("An event needs a title."))
    }
    guard let stamp = date(form.text("event_date")) else {
      throw field("event_date", tr("Write the date and the time like 2026-12-24 18:30."))
    }
    // The digits are of the person's own clock.
    guard stamp.wallClock(in: timeZone) > now else {
      throw field("event_date", tr("This is over: an event must lie ahead."))
    }
    guard let places = Int(form.text("max_attendees")), (0...1_000_000).contains(places) else {
      throw field(
        "max_attendees", tr("Write how many may come as a number; 0 for no limit."))
    }
    func text(_ name: String) -> String? { form.text(name).isEmpty ? nil : form.text(name) }
    for name in ["title", "location", "description"] {
      if let problem = TextLimits.problem(name, form.text(name)) {
        throw field(name, recognised(problem))
      }
    }
    return EventCreate(
      title: form.text("title"), eventDate: stamp, description: text("description"),
      location: text("location"), maxAttendees: places)
  }

  private static func text(_ stamp: Timestamp) -> String {
    String(stamp.text.prefix(16)).replacing("T", with: " ")
  }

  /// What the person changed; throws where it cannot be used.
  static func changes(
    _ form: FormState, timeZone: TimeZone
  ) throws(FormProblem) -> MemberChanges {
    var values: [String: JSONValue] = [:]
    for field in form.fields where field.isChanged {
      switch field.name {
      case "title":
        guard !field.text.isEmpty else {
          throw FormProblem(field: field.name, sentence: tr("An event needs a title."))
        }
        values[field.name] = .string(field.text)
      case "event_date":
        guard let stamp = date(field.text) else {
          throw FormProblem(
            field: field.name, sentence: tr("Write the date and the time like 2026-12-24 18:30."))
        }
        values[field.name] = .string(stamp.text)
      case "max_attendees":
        guard let number = Int(field.text), (0...1_000_000).contains(number) else {
          throw FormProblem(
            field: field.name, sentence: tr("Write how many may come as a number; 0 for no limit."))
        }
        values[field.name] = .int(number)
      default: values[field.name] = field.text.isEmpty ? .null : .string(field.text)
      }
    }
    return MemberChanges(values)
  }

  /// The digits as they are, as the platform's own clients send them. Days that a month does not have
  /// are refused.
  static func date(_ text: String) -> Timestamp? {
    let parts = text.split { $0 == " " || $0 == "T" }
    guard parts.count == 2 else { return nil }
    let day = parts[0].split(separator: "-").map(String.init)
    let time = parts[1].split(separator: ":").compactMap { Int($0) }
    guard day.count == 3, day[0].count == 4, let year = Int(day[0]), let month = Int(day[1]),
      let date = Int(day[2]), (1900...9999).contains(year), (1...12).contains(month),
      (1...31).contains(date), time.count == 2, (0...23).contains(time[0]),
      (0...59).contains(time[1])
    else { return nil }
    let civil = CivilDay(year: year, month: month, day: date)
    guard civil.parts == (year, month, date) else { return nil }
    return Timestamp(
      secondsSince1970: civil.number * 86_400 + time[0] * 3600 + time[1] * 60)
  }
}
