import ArgumentParser

/// How a command that writes ends.
struct SendOptions: ParsableArguments {
  @Flag(
    name: [.customLong("no-send"), .customLong("offline")],
    help: "Leave it in the outbox, for the app or cnt sync to send.")
  var keeps = false

  @Flag(help: "Print one JSON object a line.")
  var json = false
}
