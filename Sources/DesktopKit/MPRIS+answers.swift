/// What is answered to a call, decided without a bus.
extension MPRIS {
  enum Answer: Hashable {
    /// Return values.
    case values([BusValue])
    /// One value, in a variant.
    case variant(BusValue)
    /// Done, and this is to be carried out.
    case request(PlayerRequest?)
    /// A D-Bus error: its name and a sentence.
    case error(String, String)
    /// Not ours.
    case unknown
  }

  private static func refused(_ name: String, _ sentence: String) -> Answer {
    .error("org.freedesktop.DBus.Error." + name, sentence)
  }

  /// Calls without arguments.
  static func answer(_ interface: String, _ member: String) -> Answer {
    switch (interface, member) {
    case (introspectable, "Introspect"): .values([.string(introspection)])
    case (root, "Quit"): .request(.quit)
    // A terminal cannot be brought to the front from within.
    case (root, "Raise"): .request(nil)
    case (player, "Next"): .request(.next)
    case (player, "Previous"): .request(.previous)
    case (player, "Pause"): .request(.pause)
    case (player, "PlayPause"): .request(.playPause)
    case (player, "Stop"): .request(.stop)
    case (player, "Play"): .request(.play)
    case (player, "OpenUri"):
      refused("NotSupported", "Addresses are opened with cnt remote open.")
    default: .unknown
    }
  }

  static func all(_ interface: String, _ now: NowPlaying, identity: String) -> Answer {
    switch interface {
    case root: .values([.dictionary(rootProperties(identity: identity))])
    case player: .values([.dictionary(playerProperties(now))])
    default: .values([.dictionary([])])
    }
  }

  static func get(
    _ interface: String, _ name: String, _ now: NowPlaying, identity: String
  ) -> Answer {
    guard case .values(let values) = all(interface, now, identity: identity),
      case .dictionary(let members)? = values.first,
      let member = members.first(where: { $0.name == name })
    else { return refused("UnknownProperty", "There is no property \(name.forBus).") }
    return .variant(member.value)
  }

  /// `value`: what was sent, if it was of a type that is written to anything.
  static func set(_ interface: String, _ name: String, _ value: BusValue?) -> Answer {
    guard interface == player else { return refused("PropertyReadOnly", "It cannot be set.") }
    switch (name, value) {
    case ("Volume", .double(let value)) where value.isFinite:
      return .request(.volume(min(1, max(0, value))))
    case ("Volume", _): return refused("InvalidArgs", "The volume is a number from 0 to 1.")
    // The specification: a rate of 0 is a pause.
    case ("Rate", .double(0)): return .request(.pause)
    case ("Rate", .double(let value)) where value.isFinite && value > 0:
      return .request(.rate(value))
    case ("Rate", _): return refused("InvalidArgs", "The rate is a number from 0.5 to 2.")
    case ("Shuffle", .bool(let value)): return .request(.shuffle(value))
    case ("Shuffle", _): return refused("InvalidArgs", "Shuffle is true or false.")
    case ("LoopStatus", .string(let text)):
      guard let loop = NowPlaying.Loop(rawValue: text) else { fallthrough }
      return .request(.loop(loop))
    case ("LoopStatus", _):
      return refused("InvalidArgs", "LoopStatus is None, Track or Playlist.")
    default:
      return refused(
        "PropertyReadOnly", "Volume, Rate, Shuffle and LoopStatus can be set, nothing else.")
    }
  }

  static func seek(by microseconds: Int64?) -> Answer {
    guard let microseconds else { return refused("InvalidArgs", "An offset is missing.") }
    return .request(.seek(by: Double(microseconds) / 1_000_000))
  }

  /// A place in something that is not played any more, or beyond its end, means nothing.
  static func setPosition(_ track: String?, _ microseconds: Int64?, _ now: NowPlaying) -> Answer {
    guard let track, let microseconds else {
      return refused("InvalidArgs", "A track and a position are missing.")
    }
    let seconds = Double(microseconds) / 1_000_000
    guard track == trackPath(now), seconds >= 0, seconds <= now.length ?? .infinity else {
      return .request(nil)
    }
    return .request(.goTo(seconds))
  }
}
