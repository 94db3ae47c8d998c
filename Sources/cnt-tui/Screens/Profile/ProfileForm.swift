import CNTKit
import SyncEngine
import TermKit

/// Changing one's own account.
enum ProfileForm {
  static func form(_ user: User) -> FormState {
    FormState(
      purpose: .profile, title: tr("Your profile"),
      fields: [
        .init("name", tr("Name"), user.name),
        .init("username", tr("User name"), user.username, hint: tr("letters a-z, digits, - and _")),
        .init("phone", tr("Phone"), user.phone),
        .init(
          "date_of_birth", tr("Date of birth"), user.dateOfBirth.map { String($0.text.prefix(10)) },
          hint: "1990-12-24"),
        .init("picture", tr("Picture"), nil, hint: tr("the path of a new one, or nothing")),
        .init("bio", tr("About you"), user.bio, isLong: true),
      ])
  }

  /// The platform's rule for user names.
  static func isAcceptable(_ name: String) -> Bool {
    (3...40).contains(name.count)
      && name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
          UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
  }

  /// What the person changed; throws where it cannot be used.
  static func changes(_ form: FormState) throws(FormProblem) -> MemberChanges {
    var values: [String: JSONValue] = [:]
    for field in form.fields where field.isChanged {
      let text = field.text
      switch field.name {
      // A file goes up first; it has an effect of its own.
      case "picture": break
      case "name":
        guard !text.isEmpty else {
          throw FormProblem(field: field.name, sentence: tr("A name cannot be empty."))
        }
        values[field.name] = .string(text)
      case "username":
        guard isAcceptable(text) else {
          throw FormProblem(
            field: field.name,
            sentence: tr("Use 3 to 40 of the letters a-z, digits, - and _ for the user name."))
        }
        if let note = form.nameNote, note.name == text, !note.isFree {
          throw FormProblem(
            field: field.name, sentence: tr("“\(text)” belongs to somebody else: choose another."))
        }
        values[field.name] = .string(text)
      case "date_of_birth":
        guard !text.isEmpty else {
          values[field.name] = .null
          continue
        }
        guard let stamp = EventForm.date(text + " 00:00") else {
          throw FormProblem(field: field.name, sentence: tr("Write the date like 1990-12-24."))
        }
        values[field.name] = .string(stamp.text)
      default: values[field.name] = text.isEmpty ? .null : .string(text)
      }
    }
    return MemberChanges(values)
  }
}
