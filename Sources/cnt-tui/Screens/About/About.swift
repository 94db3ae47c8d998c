import Foundation
import SyncEngine

/// What the program says about itself.
struct AboutFacts: Sendable, Hashable {
  var version: String
  var server: String
  var name: String
  var config: String
  var data: String
  var mirror: String
  var state: String
}

extension Presenter {
  func about(_ facts: AboutFacts) -> ItemText {
    var text = ItemText(icon: "◉", title: "cnt \(facts.version)")
    text.fact(tr("Platform"), facts.server)
    text.fact(tr("Signed in"), facts.name)
    text.fact(tr("Settings"), facts.config + "/config.toml")
    text.fact(tr("Keys"), facts.config + "/keymap.toml")
    text.fact(tr("Themes"), facts.config + "/themes")
    text.fact(tr("Mirror"), facts.mirror)
    text.fact(tr("Log, state"), facts.state)
    text.body = Self.about
    text.actions = [.settings, .help, .palette]
    return text
  }

  private static var about: String {
    let what = tr(
      "The CNT media platform in a terminal: listen, watch, read, talk and create, with or without a "
        + "network. What is on the screen comes from a copy on this machine (the mirror); what you "
        + "do is kept in an outbox and sent as soon as the platform can be reached.")
    let more = tr(
      "cnt doctor looks at the terminal, the files, the server and the account; man cnt tells the "
        + "rest.")
    return "\(what)\n\n\(tr("Libraries, with their licences:"))\n\(libraries)\n\n\(more)"
  }

  /// Names and licences are as their makers have them.
  static let libraries = """
      Swift runtime and Foundation      Apache 2.0 with runtime exception
      GRDB.swift                        MIT
      SQLite                            public domain
      Hummingbird, SwiftNIO (server)    Apache 2.0
      swift-argument-parser, crypto     Apache 2.0
      TOMLKit                           MIT
      curl                              curl licence (MIT/X)
      ncurses                           MIT/X11
      libmpv, opened at the first play  GPL 2+ as Debian builds it
      sd-bus (systemd)                  LGPL 2.1+
    """
}
