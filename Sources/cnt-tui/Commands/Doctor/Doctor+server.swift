import CNTKit
import Foundation

extension Doctor {
  /// Whether the server answers, what it offers, what time it has, and whether it knows the session.
  func server() async -> [Finding] {
    let credentials = (try? accounts.current()) ?? nil
    let configured = (try? Settings.load(folder: paths.config))?.server
    guard let address = credentials?.server ?? configured.flatMap({ try? ServerAddress($0) }) else {
      return [.warn("server", "none is known", "Run: cnt login SERVER NAME")]
    }
    var findings = await answer(of: address)
    if let credentials, findings.first?.state == .ok {
      findings.append(await session(credentials))
    }
    return findings
  }

  private func answer(of address: ServerAddress) async -> [Finding] {
    let begin = now()
    let response: HTTPResponse
    do {
      response = try await transport.send(
        HTTPRequest(.get, address.origin + "/api/v1/capabilities"))
    } catch {
      return [.bad("server", address.origin, error.recovery)]
    }
    let end = now()
    let milliseconds = Int(end.timeIntervalSince(begin) * 1000)
    var findings: [Finding] = []
    switch response.status {
    case 200..<300:
      guard
        let offered = try? JSONDecoder().decode(ServerCapabilities.self, from: response.body)
      else {
        return [
          .bad("server", address.origin, "What answers there is no CNT server: check the address.")
        ]
      }
      let features = offered.features.keys.sorted().joined(separator: ", ")
      findings.append(
        .ok("server", "\(address.origin) answers in \(milliseconds) ms, offers \(features)"))
    case 404:
      findings.append(
        .ok("server", "\(address.origin) answers in \(milliseconds) ms, offers the plain API"))
    default:
      return [
        .bad(
          "server", "\(address.origin) answers with \(response.status)",
          "Try again later, or tell who runs the server.")
      ]
    }
    let middle = begin.addingTimeInterval(end.timeIntervalSince(begin) / 2)
    return findings + [Self.judge(clock: middle, date: response.headers["Date"])]
  }

  /// Compares this machine's clock with the server's `Date` (RFC 9110, section 5.6.7).
  static func judge(clock: Date, date header: String?) -> Finding {
    let format = DateFormatter()
    format.locale = Locale(identifier: "en_US_POSIX")
    format.timeZone = TimeZone(secondsFromGMT: 0)
    format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss zzz"
    guard let header, let theirs = format.date(from: header) else {
      return .warn("clock", "the server tells no time", "Check this machine's clock yourself.")
    }
    // The header has whole seconds.
    let off = Int(clock.timeIntervalSince(theirs).rounded())
    let detail = off == 0 || off == 1 ? "as the server's" : "\(abs(off)) s off the server's"
    switch abs(off) {
    case ...30: return .ok("clock", detail)
    case ...300: return .warn("clock", detail, "Set it: timedatectl set-ntp true")
    default:
      return .bad(
        "clock", detail, "Sessions end early and times are wrong: timedatectl set-ntp true")
    }
  }

  private func session(_ credentials: Credentials) async -> Finding {
    do {
      let user = try await accounts.client(for: credentials).call(.me)
      return .ok("session", "the server knows \(user.username ?? user.email)")
    } catch {
      return error.isOffline
        ? .bad("session", "no answer", error.recovery)
        : .bad("session", "not accepted", error.recovery)
    }
  }
}
