/// The six people of the demo, in the order of their ids.
enum Person: Int, CaseIterable, Sendable {
  case samuel = 1
  case grace
  case miriam
  case daniel
  case lucia
  case tobias

  var id: Int { rawValue }

  /// What is typed to sign in.
  var username: String {
    switch self {
    case .samuel: "admin"
    case .grace: "grace"
    case .miriam: "miriam"
    case .daniel: "daniel"
    case .lucia: "lucia"
    case .tobias: "tobias"
    }
  }

  var name: String {
    switch self {
    case .samuel: "Samuel Adeyemi"
    case .grace: "Grace Okafor"
    case .miriam: "Miriam Haddad"
    case .daniel: "Daniel Kim"
    case .lucia: "Lucía Fernández"
    case .tobias: "Tobias Lindqvist"
    }
  }

  var firstName: String { name.split(separator: " ").first.map(String.init) ?? name }

  var initials: String { String(name.split(separator: " ").compactMap(\.first)) }

  /// Known to everybody who reads the README: for demo servers on the loopback only.
  var password: String { "\(username)-demo-pass" }

  var bio: String {
    switch self {
    case .samuel: "Pastor and keeper of this demo. Write to me if something is wrong."
    case .grace: "Nurse, alto, early riser. Learning Psalm 119 one verse at a time."
    case .miriam: "I read aloud: psalms, stories, the long names too. بيروت وليون"
    case .daniel: "Organist and teacher. 찬양 on Sundays, maths on Mondays."
    case .lucia: "Canto y cuento. Children’s church, two cats, too many books."
    case .tobias: "Carpenter from Östersund. Mostly listening."
    }
  }

  var voice: Voice {
    switch self {
    case .samuel: .samuel
    case .grace: .grace
    case .miriam: .miriam
    case .daniel: .daniel
    case .lucia: .lucia
    case .tobias: .tobias
    }
  }

  var avatarURL: String { "/media/images/avatar-\(username).jpg" }
}
