import ArgumentParser
import CNTKit
import Foundation
import SyncEngine

/// `cnt login`: sign in without the app.
struct LoginCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "login", abstract: "Sign in to a server.",
    discussion: "The password is read from the terminal, or from standard input if it is a pipe.")

  @Argument(help: "The server's address, such as https://cnt.example.org.")
  var server: String

  @Argument(help: "Your user name or e-mail.")
  var name: String

  func run() async throws {
    try await reporting {
      let around = try Surroundings()
      _ = try ServerAddress(server)
      guard let password = readPassword() else {
        throw Failure(
          sentence:
            "No password was given. Type it, or pipe it in: printf %s PASSWORD | cnt login …",
          code: .noInput)
      }
      let credentials = try await around.dependencies.signIn(
        server: server, name: name, password: password)
      print(
        "Signed in to \(credentials.server.origin) as \(printable(credentials.username ?? name)).")
    }
  }

  private func readPassword() -> String? {
    guard isatty(STDIN_FILENO) == 1 else {
      return readLine(strippingNewline: true).flatMap { $0.isEmpty ? nil : $0 }
    }
    try? FileHandle.standardError.write(contentsOf: Data("Password: ".utf8))
    var before = termios()
    tcgetattr(STDIN_FILENO, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      try? FileHandle.standardError.write(contentsOf: Data("\n".utf8))
    }
    return readLine(strippingNewline: true).flatMap { $0.isEmpty ? nil : $0 }
  }
}

/// `cnt logout`: end the session and remove the account's files.
struct LogoutCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "logout", abstract: "Sign out and remove the account's files.",
    discussion: """
      Removes the tokens, the mirror and the downloads of the account from this machine. What was
      not sent yet is not thrown away: send it first, or say --discard.
      """)

  @Flag(help: "Give up what was not sent yet.")
  var discard = false

  func run() async throws {
    try await reporting {
      let around = try Surroundings()
      guard let credentials = try around.dependencies.currentCredentials() else {
        throw Failure(sentence: "You are not signed in.", code: .notSignedIn)
      }
      let folder = around.dependencies.folder(of: credentials)
      try Mirror.wipe(folder: folder, discardingUnsent: discard)
      await around.dependencies.signOut(credentials)
      print("Signed out of \(credentials.server.origin).")
    }
  }
}
