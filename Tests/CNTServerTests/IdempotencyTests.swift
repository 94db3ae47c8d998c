import CNTKit
import Foundation
import GRDB
import Testing

@testable import CNTServer

struct IdempotencyTests {
  @Test(arguments: writes) func `a write that is repeated with its key is carried out once`(
    write: Write
  ) async throws {
    try await ServerHarness.run(outside: Self.settings, transport: Self.outside) { server in
      try await FeedWorld(server).fill()
      let write = try await write.prepared(server)
      let token = try await server.token(write.name)
      let first = try await server.send(write, as: token, key: "k-1")
      #expect((200..<300).contains(first.status), "\(first.json)")
      #expect(first.headers["idempotent-replayed"] == nil)
      let before = try await server.contents()
      let second = try await server.send(write, as: token, key: "k-1")
      #expect(second.status == first.status && second.body == first.body)
      #expect(second.headers["location"] == first.headers["location"])
      #expect(second.headers["content-type"] == first.headers["content-type"])
      #expect(second.headers["idempotent-replayed"] == "true")
      #expect(try await server.contents() == before)
    }
  }

  @Test func `every write of a member is among those that are tested`() {
    let tested = Set(Self.writes.map { "\($0.method) \($0.template)" })
    for route in CNTServerApplication.table.all
    where !route.method.isSafe && [.member, .admin].contains(route.access) && !route.takesFile {
      let name = "\(route.method.rawValue) \(route.path.dropFirst("/api/v1".count))"
      #expect(tested.contains(name) || Self.answered.contains(name), "\(name)")
    }
  }

  @Test func `an upload that is repeated with its key is stored once`() async throws {
    try await ServerHarness.run { server in
      let token = try await server.token("grace")
      let mp3 = Data([0x49, 0x44, 0x33, 4]) + Data(repeating: 7, count: 5000)
      func files(_ folder: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: server.folder + "/media/" + folder)
      }
      let first = try await server.upload("audio", as: token, content: mp3, key: "u")
      #expect(first.status == 200, "\(first.json)")
      let again = try await server.upload(
        "audio", as: token, content: mp3, key: "u", boundary: "OTHER")
      #expect(again.body == first.body && again.headers["idempotent-replayed"] == "true")
      let other = try await server.upload("audio", as: token, content: mp3 + [1], key: "u")
      #expect(other.status == 422)
      let renamed = try await server.upload(
        "audio", as: token, name: "b.mp3", content: mp3, key: "u")
      #expect(renamed.status == 422)
      #expect(try files("audio").count == 1)
      #expect(try files("incoming") == [])
      let url = first.json["url"]?.stringValue ?? ""
      #expect(try await server.call("GET", url).body == mp3)
    }
  }

  @Test(arguments: [
    Write(
      "POST", "/playlists/", as: "grace", #"{"name":"\#(String(repeating: "a", count: 301))"}"#),
    Write(
      "POST", "/community/posts/1/comments", as: "grace",
      #"{"content":"\#(String(repeating: "a", count: 10_001))"}"#),
    Write(
      "PUT", "/artists/me", as: "grace",
      #"{"social_links":{"web":"\#(String(repeating: "a", count: 10_001))"}}"#),
    Write("POST", "/podcasts/", as: "grace", #"{"title":3}"#),
  ])
  func `what was carried out before is answered so, though it would be refused today`(
    write: Write
  ) async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      #expect(try await server.send(write, as: world.grace, key: "new").status == 422)
      // As a server without these checks has kept it.
      var fingerprint = Fingerprint()
      fingerprint.add(write.method)
      fingerprint.add("/api/v1" + write.path)
      fingerprint.add(Data(write.body?.utf8 ?? "".utf8))
      let keyed = KeyedWrite(user: 1, key: "old", fingerprint: fingerprint)
      try await server.application.services.database.write { db in
        _ = try keyed.once(db, now: Date()) { _ in try .json(["id": 77]) }
      }
      let again = try await server.send(write, as: world.grace, key: "old")
      #expect(again.status == 200 && again.json["id"] == .int(77))
      #expect(again.headers["idempotent-replayed"] == "true")
    }
  }

  @Test func `a like stays a toggle: only the key tells a repeat from a second thought`()
    async throws
  {
    try await ServerHarness.run { server in
      try await FeedWorld(server).fill()
      let token = try await server.token("grace")
      let like = Write("POST", "/community/posts/1/like", as: "grace")
      func liked(_ key: String) async throws -> JSONValue? {
        try await server.send(like, as: token, key: key).json["liked"]
      }
      #expect(try await liked("a") == .bool(true))
      #expect(try await liked("a") == .bool(true))
      #expect(try await liked("b") == .bool(false))
      #expect(try await liked("a") == .bool(true), "as it was answered then")
      let post = try await server.call("GET", "/api/v1/community/posts/1", as: token)
      #expect(post.json["is_liked"] == .bool(false))
    }
  }

  @Test func `many at once with one key make one row and get one answer`() async throws {
    try await ServerHarness.run { server in
      try await FeedWorld(server).fill()
      let token = try await server.token("grace")
      let write = Write(
        "POST", "/community/posts/1/comments", as: "grace", #"{"content":"Once"}"#)
      let answers = try await withThrowingTaskGroup(of: ServerHarness.Answer.self) { group in
        for _ in 0..<12 { group.addTask { try await server.send(write, as: token, key: "k") } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(answers.allSatisfy { $0.status == 200 && $0.body == answers[0].body })
      #expect(answers.filter { $0.headers["idempotent-replayed"] == nil }.count == 1)
      let comments = try await server.call("GET", "/api/v1/community/posts/1/comments", as: token)
      #expect(comments.json.list.filter { $0["content"]?.stringValue == "Once" }.count == 1)
    }
  }

  @Test(arguments: [
    Write("POST", "/playlists/", as: "grace", #"{"name":"B"}"#),
    Write("POST", "/playlists/?a=b", as: "grace", #"{"name":"A"}"#),
    Write("POST", "/podcasts/", as: "grace", #"{"title":"A"}"#),
    Write("DELETE", "/favorites/podcast/1", as: "grace"),
  ])
  func `a key that was used for something else is refused`(other: Write) async throws {
    try await ServerHarness.run { server in
      try await FeedWorld(server).fill()
      let token = try await server.token("grace")
      let write = Write("POST", "/playlists/", as: "grace", #"{"name":"A"}"#)
      #expect(try await server.send(write, as: token, key: "k").status == 200)
      let before = try await server.contents()
      let refused = try await server.send(other, as: token, key: "k")
      #expect(refused.status == 422)
      #expect(refused.json["detail"]?.stringValue?.contains("another request") == true)
      #expect(try await server.contents() == before)
    }
  }

  @Test func `keys of two people have nothing to do with each other`() async throws {
    try await ServerHarness.run { server in
      let write = Write("POST", "/playlists/", as: "", #"{"name":"A"}"#)
      let first = try await server.send(write, as: try await server.token("grace"), key: "k")
      let second = try await server.send(write, as: try await server.token("miriam"), key: "k")
      #expect(first.status == 200 && second.status == 200)
      #expect(first.json["id"] != second.json["id"])
    }
  }

  @Test func `a refused write is not kept and may be tried again`() async throws {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let add = Write(
        "POST", "/favorites", as: "grace", #"{"content_type":"podcast","content_id":4}"#)
      #expect(try await server.send(add, as: world.grace, key: "k").status == 404)
      let invalid = Write("POST", "/favorites", as: "grace", "{")
      #expect(try await server.send(invalid, as: world.grace, key: "k").status == 422)
      try await world.post("/podcasts/bulk/", as: world.admin, #"[{"title":"Four"}]"#)
      let done = try await server.send(add, as: world.grace, key: "k")
      #expect(done.status == 200 && done.headers["idempotent-replayed"] == nil)
    }
  }

  @Test func `a key without its write, or a write without its key, is never on the disk`()
    async throws
  {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let write = Write(
        "POST", "/community/posts", as: "grace", #"{"title":"t","content":"c","category":"g"}"#)
      let before = try await server.contents()
      // The very last statement before the commit fails.
      try await world.execute(
        """
        CREATE TRIGGER broken AFTER INSERT ON idempotency_keys
          BEGIN SELECT RAISE(ABORT, 'power cut'); END
        """)
      #expect(try await server.send(write, as: world.grace, key: "k").status == 500)
      #expect(try await server.contents() == before)
      try await world.execute("DROP TRIGGER broken")
      let done = try await server.send(write, as: world.grace, key: "k")
      #expect(done.status == 200 && done.headers["idempotent-replayed"] == nil)
    }
  }

  @Test func `a server that died before it could answer gives the answer after its start`()
    async throws
  {
    try await ServerHarness.run { server in
      let world = try await FeedWorld(server)
      try await world.fill()
      let write = Write(
        "POST", "/community/posts/1/comments", as: "grace", #"{"content":"Once"}"#)
      // What is on the disk at the moment of the commit is all that a killed server leaves.
      let crash = server.folder + "-crash"
      defer { try? FileManager.default.removeItem(atPath: crash) }
      let observer = CopyAtCommit(from: server.folder, to: crash)
      let pool = server.application.services.database.pool
      pool.add(transactionObserver: observer, extent: .observerLifetime)
      let lost = try await server.send(write, as: world.grace, key: "k")
      pool.remove(transactionObserver: observer)
      let repeated = try await server.restarted(folder: crash) { restarted in
        let token = try await restarted.token("grace")
        let again = try await restarted.send(write, as: token, key: "k")
        let all = try await restarted.call("GET", "/api/v1/community/posts/1/comments", as: token)
        return [again.json, .int(all.json.list.filter { $0["content"] == .string("Once") }.count)]
      }
      #expect(lost.status == 200)
      #expect(repeated == [lost.json, .int(1)])
    }
  }

  @Test(arguments: ["", " ", "with space", "ümlaut", String(repeating: "k", count: 256)])
  func `a key that is none is a 400`(key: String) async throws {
    try await ServerHarness.run { server in
      let token = try await server.token("grace")
      let write = Write("POST", "/playlists/", as: "grace", #"{"name":"A"}"#)
      let answer = try await server.send(write, as: token, key: key)
      #expect(answer.status == 400 && answer.json["detail"]?.stringValue?.contains("255") == true)
      let lists = try await server.call("GET", "/api/v1/playlists/", as: token)
      #expect(lists.json == .array([]))
    }
  }

  @Test func `signing in and reading take no notice of a key`() async throws {
    try await ServerHarness.run { server in
      let token = try await server.token("grace")
      let headers = ["Idempotency-Key": "k"]
      for _ in 0..<2 {
        let login = try await server.call(
          "POST", "/api/v1/auth/login",
          json: #"{"username_or_email":"grace","password":"grace-password"}"#, headers: headers)
        #expect(login.status == 200 && login.headers["idempotent-replayed"] == nil)
        let me = try await server.call("GET", "/api/v1/users/me", as: token, headers: headers)
        #expect(me.status == 200 && me.headers["idempotent-replayed"] == nil)
      }
    }
  }

  @Test func `keys are kept for a week`() async throws {
    try await ServerHarness.run { server in
      let token = try await server.token("grace")
      let write = Write("POST", "/playlists/", as: "grace", #"{"name":"A"}"#)
      _ = try await server.send(write, as: token, key: "k")
      let database = server.application.services.database
      func replayed(after days: Double) async throws -> String? {
        let now = Date().addingTimeInterval(days * 86_400)
        try await database.write { db in try KeyedWrite.prune(db, now: now) }
        return try await server.send(write, as: token, key: "k").headers["idempotent-replayed"]
      }
      #expect(try await replayed(after: 6.9) == "true")
      #expect(try await replayed(after: 7.1) == nil)
    }
  }
}
