/// The body of `POST /auth/register`; the password needs 8 or more characters.
public struct RegisterRequest: Codable, Hashable, Sendable {
  public var email: String
  public var password: String
  public var name: String
  public var username: String?
  public var phone: String?
  public var dateOfBirth: Timestamp?
  public var bio: String?

  public init(
    email: String, password: String, name: String, username: String? = nil, phone: String? = nil,
    dateOfBirth: Timestamp? = nil, bio: String? = nil
  ) {
    self.email = email
    self.password = password
    self.name = name
    self.username = username
    self.phone = phone
    self.dateOfBirth = dateOfBirth
    self.bio = bio
  }
}

extension RegisterRequest {
  enum CodingKeys: String, WireKey {
    case email
    case password
    case name
    case username
    case phone
    case dateOfBirth = "date_of_birth"
    case bio
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    email = try c.string(.email)
    password = try c.string(.password)
    name = try c.string(.name)
    username = try c.stringIf(.username)
    phone = try c.stringIf(.phone)
    dateOfBirth = try c.timestampIf(.dateOfBirth)
    bio = try c.stringIf(.bio)
  }
}
