import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

/// Bank details.
struct BankTests {
  private static let body =
    #"{"account_number":"DE89 3704 0044 0532 0130 00","account_holder_name":"Grace"}"#

  @Test func `no answer and no file has the number`() async throws {
    try await ServerHarness.run { server async throws in
      let (grace, miriam) = (try await server.token("grace"), try await server.token("miriam"))
      let path = "/api/v1/bank-details"
      #expect(try await server.call("GET", path, as: grace).status == 404)
      let made = try await server.call("POST", path, as: grace, json: Self.body)
      #expect(made.status == 200)
      let shown = try await server.call("GET", path, as: grace)
      #expect(shown.json["account_number"]?.stringValue == "***********************0 00")
      #expect(shown.json["account_holder_name"]?.stringValue == "Grace")
      #expect(shown.json["is_verified"] == .bool(false))
      #expect(try await server.call("GET", path, as: miriam).status == 404)
      try await server.application.services.database.write { db in
        try db.execute(sql: "SELECT 1")
      }
      for name in ["cnt.sqlite", "cnt.sqlite-wal"] {
        let file =
          (try? Data(contentsOf: URL(fileURLWithPath: server.folder + "/" + name))) ?? Data()
        #expect(file.range(of: Data("3704".utf8)) == nil)
        #expect(file.range(of: Data("DE89".utf8)) == nil)
      }
    }
  }

  @Test func `a number that comes back masked is the one there is`() async throws {
    try await ServerHarness.run { server async throws in
      let grace = try await server.token("grace")
      let path = "/api/v1/bank-details"
      #expect(try await server.call("PUT", path, as: grace, json: Self.body).status == 404)
      let made = try await server.call("POST", path, as: grace, json: Self.body)
      let masked = made.json["account_number"]?.stringValue ?? ""
      let changed = try await server.call(
        "PUT", path, as: grace, json: #"{"account_number":"\#(masked)","bank_name":"B"}"#)
      #expect(changed.status == 200 && changed.json["account_number"]?.stringValue == masked)
      #expect(changed.json["bank_name"]?.stringValue == "B")
      let bad = try await server.call("PUT", path, as: grace, json: #"{"account_number":"12"}"#)
      #expect(bad.status == 400)
      #expect(try await server.call("DELETE", path, as: grace).status == 200)
      #expect(try await server.call("DELETE", path, as: grace).status == 404)
    }
  }

  @Test func `what is sealed for one opens for no other`() throws {
    let vault = Vault(secret: Data(repeating: 7, count: 32))
    let sealed = try vault.seal(Data("number".utf8), owner: 1)
    #expect(try vault.open(sealed, owner: 1) == Data("number".utf8))
    #expect(throws: (any Error).self) { try vault.open(sealed, owner: 2) }
    #expect(throws: (any Error).self) {
      try Vault(secret: Data(repeating: 8, count: 32)).open(sealed, owner: 1)
    }
    #expect(BankRoutes.masked("12345") == "****5" && BankRoutes.masked("12") == "**")
  }
}
