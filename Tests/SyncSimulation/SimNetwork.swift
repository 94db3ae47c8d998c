import CNTKit
import Foundation
import Synchronization

/// The server and the network to it: one for all devices of a run. Every choice comes from the seed.
final class SimNetwork: HTTPTransport {
  /// What may happen to one request.
  enum Fault: CaseIterable, Sendable {
    case unreachable, requestLost, answerLost, delayed, doubled, html, cutOff, garbled
    case unauthorized, forbidden, notFound, conflict, invalid, tooMany, fault, faultAfter, busy
    case tokenDies
  }

  struct State: Sendable {
    var world = SimWorld()
    var traits = SimTraits()
    var random: SeededRandom
    /// The server's clock.
    var time = Date(timeIntervalSince1970: 1_800_000_000)
    var tokens: [String: (user: Int, expires: Date)] = [:]
    var refreshTokens: [String: Int] = [:]
    var tokenCount = 0
    /// Requests of 100 that meet a fault.
    var faultRate = 0
    /// Requests that were given up by who sent them and still arrive, and when.
    var late: [(at: Date, call: SimCall, user: Int?)] = []
    var requests = 0
    var faults = 0
    /// How often each fault was met.
    var met: [String: Int] = [:]
    /// What was deleted on purpose, or undone by a restore: texts that need not be there.
    var excused: Set<String> = []
    /// Things whose state somebody else touched, or that a restore took back.
    var contested: Set<String> = []
    /// Whether the server was ever set back.
    var isRestored = false
    var restores = 0
    var isTraced = false
    /// What others do while a request is on its way; nil when nobody does anything.
    var bystander: (@Sendable (inout State) -> Void)?

    var stamp: Timestamp {
      Timestamp(Date(timeIntervalSince1970: time.timeIntervalSince1970.rounded(.down)))
    }

    mutating func issueTokens(_ user: Int) -> (access: String, refresh: String) {
      tokenCount += 1
      // A JWT as far as a client reads one: the middle part says when it ends.
      let ends = time.addingTimeInterval(1800)
      let claims = "{\"exp\":\(Int(ends.timeIntervalSince1970)),\"n\":\(tokenCount)}"
      let middle = Data(claims.utf8).base64EncodedString().replacing("=", with: "")
      let access = "h.\(middle).s"
      tokens[access] = (user, ends)
      let refresh = "refresh-\(tokenCount)"
      refreshTokens[refresh] = user
      return (access, refresh)
    }

    /// Lets time pass; what was late arrives.
    mutating func pass(_ seconds: TimeInterval) {
      time += seconds
      let due = late.filter { $0.at <= time }
      late.removeAll { $0.at <= time }
      for item in due { _ = carryOut(item.call, item.user) }
    }

    mutating func carryOut(_ call: SimCall, _ user: Int?) -> HTTPResponse {
      if call.parts.starts(with: ["admin", "reject", "community_post"]),
        let post = world.posts.first(where: { $0.id == call.id(3) })
      {
        excuse(post)
      }
      let isKeyed = traits.hasFeed && call.isWrite
      guard isKeyed, let key = call.key, let user else {
        return world.answer(call, user: user, traits: traits, stamp: stamp)
      }
      let name = "\(user) \(key)"
      if let known = world.answers[name] { return known }
      let answer = world.answer(call, user: user, traits: traits, stamp: stamp)
      if (200..<300).contains(answer.status) { world.answers[name] = answer }
      return answer
    }
  }

  let state: Mutex<State>
  let media: SimMedia
  /// Whether a process may also die while it writes tokens.
  let countsTokens: Bool

  init(seed: UInt64, traits: SimTraits, countsTokens: Bool) {
    self.countsTokens = countsTokens
    media = SimMedia(seed: seed &* 13 &+ 3)
    var state = State(random: SeededRandom(seed: seed))
    state.traits = traits
    self.state = Mutex(state)
  }

  func with<Value: Sendable>(_ work: (inout State) throws -> sending Value) rethrows -> Value {
    try state.withLock { try work(&$0) }
  }

  func send(
    _ request: HTTPRequest, progress: (@Sendable (HTTPProgress) -> Void)?
  ) async throws(TransportError) -> HTTPResponse {
    let outcome = with { state -> Result<HTTPResponse, TransportError> in
      state.requests += 1
      state.pass(0.05)
      state.bystander?(&state)
      let answer = Self.answer(SimCall(request), &state)
      state.bystander?(&state)
      return answer
    }
    switch outcome {
    case .success(let response): return response
    case .failure(let error): throw error
    }
  }

  func stream(
    _ request: HTTPRequest, consume: @escaping @Sendable (HTTPStreamEvent) throws -> Void
  ) async throws(TransportError) -> HTTPResponse {
    try media.stream(request, consume: consume)
  }

  private static func answer(
    _ call: SimCall, _ state: inout State
  ) -> Result<HTTPResponse, TransportError> {
    if call.parts.first == "auth" { return auth(call, &state) }
    let user = call.token.flatMap { state.tokens[$0] }.flatMap {
      $0.expires > state.time ? $0.user : nil
    }
    // A bad token on a closed route is refused; on an open one it makes a guest.
    guard state.faultRate > 0, state.random.chance(state.faultRate),
      let fault = state.random.pick(Fault.allCases)
    else {
      let answer = state.carryOut(call, user)
      if state.isTraced {
        print(
          "    \(call.method) \(call.parts) \(user ?? 0) \(answer.status) \(call.query["cursor"] ?? "")"
        )
      }
      return .success(answer)
    }
    if state.isTraced { print("    \(call.method) \(call.parts) \(user ?? 0) \(fault)") }
    state.faults += 1
    state.met["\(fault)", default: 0] += 1
    return Self.fail(fault, call, user, &state)
  }

  private static func fail(
    _ fault: Fault, _ call: SimCall, _ user: Int?, _ state: inout State
  ) -> Result<HTTPResponse, TransportError> {
    let timedOut = Result<HTTPResponse, TransportError>.failure(
      TransportError(.timedOut, requestMayHaveArrived: true))
    let isSafe = !call.isWrite || (state.traits.hasFeed && call.key != nil)
    switch fault {
    case .unreachable:
      return .failure(TransportError(.cannotConnect, requestMayHaveArrived: false))
    case .requestLost:
      state.pass(15)
      return timedOut
    case .answerLost:
      _ = state.carryOut(call, user)
      state.pass(15)
      return timedOut
    case .delayed:
      // Without keys nothing could tell a request that arrives minutes later from a new one.
      let wait = isSafe ? 15 + state.random.below(3000) : 15 + state.random.below(5)
      state.late.append((state.time.addingTimeInterval(TimeInterval(wait)), call, user))
      state.pass(15)
      return timedOut
    case .doubled:
      let answer = state.carryOut(call, user)
      // The same holds for one that something in between sends twice.
      if isSafe { _ = state.carryOut(call, user) }
      return .success(answer)
    case .html:
      return .success(HTTPResponse(status: 200, body: Data("<html>Sign in</html>".utf8)))
    case .cutOff:
      let answer = state.carryOut(call, user)
      return .success(
        HTTPResponse(status: answer.status, body: answer.body.prefix(answer.body.count / 2)))
    case .garbled:
      let answer = state.carryOut(call, user)
      return .success(HTTPResponse(status: answer.status, body: Data("{\"a\":1}".utf8)))
    // That a wish is "already so", or its thing gone, only a server that lies would say of its own
    // accord.
    case .notFound where call.isWish, .conflict where call.isWish:
      return .success(.refusal(403, "Not enough permissions"))
    case .unauthorized: return .success(.refusal(401, "Could not validate credentials"))
    case .forbidden: return .success(.refusal(403, "Not enough permissions"))
    case .notFound: return .success(.refusal(404, "Nothing here"))
    case .conflict: return .success(.refusal(409, "Conflict"))
    case .invalid: return .success(.refusal(422, "Unprocessable"))
    case .tooMany, .busy:
      var answer = HTTPResponse.refusal(fault == .busy ? 503 : 429, "Slow down")
      answer.headers["Retry-After"] = "\(state.random.below(90))"
      return .success(answer)
    case .fault:
      return .success(HTTPResponse(status: 500, body: Data("Internal Server Error".utf8)))
    case .faultAfter:
      _ = state.carryOut(call, user)
      return .success(HTTPResponse(status: 500, body: Data("Internal Server Error".utf8)))
    case .tokenDies:
      if let token = call.token { state.tokens[token] = nil }
      return .success(state.carryOut(call, nil))
    }
  }

  private static func auth(
    _ call: SimCall, _ state: inout State
  ) -> Result<HTTPResponse, TransportError> {
    let isFaulty = state.faultRate > 0 && state.random.chance(state.faultRate / 2)
    if isFaulty, state.random.chance(50) {
      return .failure(TransportError(.cannotConnect, requestMayHaveArrived: false))
    }
    let old = call.text("refresh_token")
    guard let user = state.refreshTokens.removeValue(forKey: old) else {
      return .success(.refusal(401, "Invalid refresh token"))
    }
    let fresh = state.issueTokens(user)
    // The answer is lost, and the old token is spent.
    if isFaulty { return .failure(TransportError(.timedOut, requestMayHaveArrived: true)) }
    return .success(
      .json(RefreshResponse(accessToken: fresh.access, refreshToken: fresh.refresh)))
  }
}
