/// An account as an admin sees it (`/admin/users`).
public struct AdminUser: Codable, Hashable, Sendable, Identifiable {
  public var id: Int
  public var username: String?
  public var name: String?
  public var email: String
  public var avatar: String?
  public var phone: String?
  public var dateOfBirth: Timestamp?
  public var bio: String?
  public var isAdmin: Bool
  public var authProvider: String?
  public var hasArtistProfile: Bool
  public var createdAt: Timestamp?
  public var updatedAt: Timestamp?

  public init(
    id: Int, username: String? = nil, name: String? = nil, email: String = "",
    avatar: String? = nil, phone: String? = nil, dateOfBirth: Timestamp? = nil, bio: String? = nil,
    isAdmin: Bool = false, authProvider: String? = nil, hasArtistProfile: Bool = false,
    createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil
  ) {
    self.id = id
    self.username = username
    self.name = name
    self.email = email
    self.avatar = avatar
    self.phone = phone
    self.dateOfBirth = dateOfBirth
    self.bio = bio
    self.isAdmin = isAdmin
    self.authProvider = authProvider
    self.hasArtistProfile = hasArtistProfile
    self.createdAt = createdAt
    self.updatedAt = updatedAt
  }
}

extension AdminUser {
  enum CodingKeys: String, WireKey {
    case id
    case username
    case name
    case email
    case avatar
    case phone
    case dateOfBirth = "date_of_birth"
    case bio
    case isAdmin = "is_admin"
    case authProvider = "auth_provider"
    case hasArtistProfile = "has_artist_profile"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
  }

  /// Other names that builds of the platform use for the same keys.
  private enum Alias: String, WireKey {
    case isArtist = "is_artist"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    let alias = try decoder.container(keyedBy: Alias.self)
    id = try c.identifier(.id)
    username = try c.stringIf(.username)
    name = try c.stringIf(.name)
    email = try c.string(.email, default: "")
    avatar = try c.stringIf(.avatar)
    phone = try c.stringIf(.phone)
    dateOfBirth = try c.timestampIf(.dateOfBirth)
    bio = try c.stringIf(.bio)
    isAdmin = try c.bool(.isAdmin, default: false)
    authProvider = try c.stringIf(.authProvider)
    hasArtistProfile = try c.boolIf(.hasArtistProfile) ?? alias.boolIf(.isArtist) ?? false
    createdAt = try c.timestampIf(.createdAt)
    updatedAt = try c.timestampIf(.updatedAt)
  }
}
