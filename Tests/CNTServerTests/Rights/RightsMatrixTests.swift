import CNTKit
import Foundation
import Testing

@testable import CNTServer

/// Every route is asked by everybody, and answers as `RightsTable` says.
struct RightsMatrixTests {
  struct Row: CustomTestStringConvertible, Sendable {
    var method: String
    var template: String
    /// For a guest, a stranger, the owner and an admin; nil where there is no owner.
    var expected: [String?]
    var owner: RightsWorld.Asker
    var path: String

    var isReading: Bool { method == "GET" }

    /// Who asks, and what they get.
    var expectations: [(asker: RightsWorld.Asker, expected: String)] {
      zip([.guest, .noah, owner, .admin], expected).compactMap { asker, expected in
        expected.map { (asker, $0) }
      }
    }

    var testDescription: String { "\(method) \(template)" }

    init(_ line: Substring) {
      let words = line.split(separator: " ").map(String.init)
      method = words[0]
      let isAtRoot = words[1].hasPrefix("~")
      template = isAtRoot ? String(words[1].dropFirst()) : "/api/v1" + words[1]
      expected = words[2...5].map { $0 == "-" ? nil : $0 }
      owner = words.count > 6 ? RightsWorld.Asker(rawValue: words[6]) ?? .grace : .grace
      path = words.count > 7 ? "/api/v1" + words[7] : Self.usual(template)
    }

    /// The first of everything, and what writes are prepared with.
    private static func usual(_ template: String) -> String {
      template.split(separator: "/", omittingEmptySubsequences: false).map { segment in
        switch segment {
        case "{upload}": "{upload}"
        case "{content_type}": "podcast"
        case "{room_name}": "r"
        case "{payment_intent_id}": "pi_0"
        case "{draft_type}": "quote_post"
        case "{kind}": "audio"
        case _ where segment.hasPrefix("{"): "1"
        default: String(segment)
        }
      }.joined(separator: "/")
    }

    /// With a body that gets past all checks but those of rights, where there are some of the owner.
    var write: IdempotencyTests.Write {
      let known = IdempotencyTests.writes.first {
        $0.method == method && "/api/v1" + $0.template == template
      }
      var headers = known?.headers ?? [:]
      if template.hasPrefix(Tus.root + "/") {
        headers = [
          "Tus-Resumable": "1.0.0", "Upload-Offset": "8", "Content-Type": Tus.contentType,
        ]
      }
      return IdempotencyTests.Write(
        method, template, path, as: owner.rawValue, known?.body, headers: headers)
    }
  }

  private static let rows = RightsTable.text.split(separator: "\n").map(Row.init)

  @Test func `every route has its row, and every row its route`() {
    let rows = Self.rows.map(\.testDescription)
    let routes = CNTServerApplication.table.all.map { "\($0.method.rawValue) \($0.path)" }
    #expect(Set(routes).subtracting(rows).sorted() == [], "say in RightsTable who may")
    #expect(Set(rows).subtracting(routes).sorted() == [])
    #expect(rows.count == Set(rows).count)
  }

  @Test func `what only reads lets in whom it should`() async throws {
    let world = try await RightsWorld.shared.value
    try await world.opened { world, server in
      for row in Self.rows where row.isReading {
        for (asker, expected) in row.expectations {
          let status = try await world.status(of: row.write, to: asker, server)
          #expect(Self.isAs(expected, status), "\(row.testDescription), \(asker): \(status)")
        }
      }
    }
  }

  /// Nobody finds what another has changed: what lets somebody in is asked on a copy of its own. Not all at
  /// once, or every other test would wait.
  @Test(.serialized, arguments: rows.filter { !$0.isReading })
  func `what writes lets in whom it should`(row: Row) async throws {
    let world = try await RightsWorld.shared.value
    let all = row.expectations
    let refused = all.prefix { $0.expected != "ok" }
    // Where nothing has an owner, two who are let in are not in each other's way; but the stand-in for
    // Stripe gives every payment one name.
    let groups =
      row.expected[2] == nil && !row.template.hasPrefix("/api/v1/donations")
      ? [all] : [Array(refused)] + all.dropFirst(refused.count).map { [$0] }
    for group in groups where !group.isEmpty {
      try await world.opened { world, server in
        for (asker, expected) in group {
          let status = try await world.status(of: row.write, to: asker, server)
          #expect(Self.isAs(expected, status), "\(asker): \(status)")
        }
      }
    }
  }

  /// Refused for another reason is let in; a fault is neither.
  private static func isAs(_ expected: String, _ status: Int) -> Bool {
    expected == ([401, 403, 404].contains(status) ? "\(status)" : "ok") && status != 500
  }

  /// What the route says of itself cannot be wider than what the table says.
  @Test(arguments: rows) func `what a route says of itself is what it does`(row: Row) {
    let route = CNTServerApplication.table.all.first {
      $0.method.rawValue == row.method && $0.path == row.template
    }
    switch route?.access {
    case .open, .optional:
      #expect(row.expected[0] != "401" && row.expected[0] != "403")
    case .member: #expect(row.expected[0] == "401")
    case .admin: #expect(row.expected[0] == "401" && row.expected[1] == "403")
    case nil: Issue.record("no such route")
    }
  }
}
