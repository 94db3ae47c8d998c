/// What the platform keeps of a donation (`/admin/settings/commission`).
public struct CommissionSettings: Codable, Hashable, Sendable {
  /// How the commission is reckoned; the words are the platform's.
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    case percentage, fixed
    case percentagePlusFixed = "percentage_plus_fixed"
  }

  public var id: Int?
  /// A word that this client does not know reads as `percentage`.
  public var kind: Kind
  /// Of a hundred.
  public var percentage: Double
  /// US dollars.
  public var fixedAmount: Double
  public var isActive: Bool
  public var createdAt: Timestamp?
  public var updatedAt: Timestamp?
  /// Who changed it last.
  public var updatedBy: Int?

  public init(
    id: Int? = nil, kind: Kind = .percentage, percentage: Double = 0, fixedAmount: Double = 0,
    isActive: Bool = false, createdAt: Timestamp? = nil, updatedAt: Timestamp? = nil,
    updatedBy: Int? = nil
  ) {
    self.id = id
    self.kind = kind
    self.percentage = percentage
    self.fixedAmount = fixedAmount
    self.isActive = isActive
    self.createdAt = createdAt
    self.updatedAt = updatedAt
    self.updatedBy = updatedBy
  }

  /// The four keys that can be written.
  public var change: CommissionChange {
    CommissionChange(
      kind: kind, percentage: percentage, fixedAmount: fixedAmount, isActive: isActive)
  }
}

/// The part of the commission's settings that an admin writes.
public struct CommissionChange: Codable, Hashable, Sendable {
  public var kind: CommissionSettings.Kind
  /// Of a hundred.
  public var percentage: Double
  /// US dollars.
  public var fixedAmount: Double
  public var isActive: Bool

  public init(
    kind: CommissionSettings.Kind, percentage: Double, fixedAmount: Double, isActive: Bool
  ) {
    self.kind = kind
    self.percentage = percentage
    self.fixedAmount = fixedAmount
    self.isActive = isActive
  }

  enum CodingKeys: String, WireKey {
    case kind = "commission_type"
    case percentage = "commission_percentage"
    case fixedAmount = "commission_fixed_amount"
    case isActive = "is_active"
  }

  /// Why these settings make no sense, as a sentence that says what to do; nil when they do.
  public var problem: String? { fault?.sentence }

  /// The key that is wrong on the wire, with `problem`.
  public var fault: (key: String, sentence: String)? {
    guard percentage.isFinite, (0...100).contains(percentage) else {
      return (CodingKeys.percentage.rawValue, "The percentage must be between 0 and 100.")
    }
    guard fixedAmount.isFinite, (0...1_000_000).contains(fixedAmount) else {
      return (
        CodingKeys.fixedAmount.rawValue, "The fixed amount must be 0 or more, and at most 1000000."
      )
    }
    return nil
  }
}

extension CommissionSettings {
  enum CodingKeys: String, WireKey {
    case id
    case kind = "commission_type"
    case percentage = "commission_percentage"
    case fixedAmount = "commission_fixed_amount"
    case isActive = "is_active"
    case createdAt = "created_at"
    case updatedAt = "updated_at"
    case updatedBy = "updated_by"
  }

  public init(from decoder: any Decoder) throws {
    let c = try decoder.container(keyedBy: CodingKeys.self)
    id = try c.intIf(.id)
    kind = Kind(rawValue: try c.string(.kind, default: "")) ?? .percentage
    percentage = try c.doubleIf(.percentage) ?? 0
    fixedAmount = try c.doubleIf(.fixedAmount) ?? 0
    isActive = try c.bool(.isActive, default: false)
    createdAt = try c.timestampIf(.createdAt)
    updatedAt = try c.timestampIf(.updatedAt)
    updatedBy = try c.intIf(.updatedBy)
  }
}
