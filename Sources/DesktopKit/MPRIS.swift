/// The words of the MPRIS D-Bus Interface Specification, version 2.2.
enum MPRIS {
  static let path = "/org/mpris/MediaPlayer2"
  static let root = "org.mpris.MediaPlayer2"
  static let player = "org.mpris.MediaPlayer2.Player"
  static let properties = "org.freedesktop.DBus.Properties"
  static let introspectable = "org.freedesktop.DBus.Introspectable"

  /// Properties of ``root``.
  static func rootProperties(identity: String) -> [BusValue.Member] {
    BusValue.members([
      "CanQuit": .bool(true), "CanRaise": .bool(false), "HasTrackList": .bool(false),
      "Identity": .string(identity), "SupportedUriSchemes": .strings([]),
      "SupportedMimeTypes": .strings([]),
    ])
  }

  /// Properties of ``player``.
  static func playerProperties(_ now: NowPlaying) -> [BusValue.Member] {
    announced(now) + BusValue.members(["Position": .int64(microseconds(now.position))])
  }

  /// Those whose changes are told of; the position is asked for.
  static func announced(_ now: NowPlaying) -> [BusValue.Member] {
    let isLoaded = now.state != .stopped
    return BusValue.members([
      "PlaybackStatus": .string(now.state.rawValue), "Rate": .double(now.rate),
      "Metadata": .dictionary(metadata(now)), "Volume": .double(now.volume),
      "Shuffle": .bool(now.isShuffled), "LoopStatus": .string(now.loop.rawValue),
      "MinimumRate": .double(0.5), "MaximumRate": .double(2),
      "CanGoNext": .bool(now.hasNext), "CanGoPrevious": .bool(now.hasPrevious),
      "CanPlay": .bool(true), "CanPause": .bool(isLoaded), "CanSeek": .bool(isLoaded),
      "CanControl": .bool(true),
    ])
  }

  static func metadata(_ now: NowPlaying) -> [BusValue.Member] {
    guard now.state != .stopped, let track = trackPath(now) else { return [] }
    var members = BusValue.members([
      "mpris:trackid": .path(track), "xesam:title": .string(now.title.forBus),
    ])
    if let length = now.length {
      members.append(.init(name: "mpris:length", value: .int64(microseconds(length))))
    }
    if !now.artist.isEmpty {
      members.append(.init(name: "xesam:artist", value: .strings([now.artist.forBus])))
    }
    return members
  }

  /// The object path of what is played; nil for nothing.
  static func trackPath(_ now: NowPlaying) -> String? {
    let name = now.track.map { character in
      character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
    }
    return name.isEmpty ? nil : "/org/cnt/track/" + String(name)
  }

  static func microseconds(_ seconds: Double) -> Int64 {
    Int64((min(max(0, seconds), 1e9) * 1_000_000).rounded())
  }

  /// What the object says of itself ("D-Bus Specification", introspection data format).
  static let introspection = """
    <!DOCTYPE node PUBLIC "-//freedesktop//DTD D-BUS Object Introspection 1.0//EN"
     "http://www.freedesktop.org/standards/dbus/1.0/introspect.dtd">
    <node>
     <interface name="\(introspectable)">
      <method name="Introspect"><arg name="xml" type="s" direction="out"/></method>
     </interface>
     <interface name="\(properties)">
      <method name="Get"><arg name="interface" type="s" direction="in"/><arg name="name" type="s" direction="in"/><arg name="value" type="v" direction="out"/></method>
      <method name="GetAll"><arg name="interface" type="s" direction="in"/><arg name="values" type="a{sv}" direction="out"/></method>
      <method name="Set"><arg name="interface" type="s" direction="in"/><arg name="name" type="s" direction="in"/><arg name="value" type="v" direction="in"/></method>
      <signal name="PropertiesChanged"><arg name="interface" type="s"/><arg name="changed" type="a{sv}"/><arg name="invalidated" type="as"/></signal>
     </interface>
     <interface name="\(root)">
      <method name="Raise"/><method name="Quit"/>
      \(described(rootProperties(identity: "")))
     </interface>
     <interface name="\(player)">
      <method name="Next"/><method name="Previous"/><method name="Pause"/><method name="PlayPause"/>
      <method name="Stop"/><method name="Play"/>
      <method name="Seek"><arg name="Offset" type="x" direction="in"/></method>
      <method name="SetPosition"><arg name="TrackId" type="o" direction="in"/><arg name="Position" type="x" direction="in"/></method>
      <method name="OpenUri"><arg name="Uri" type="s" direction="in"/></method>
      <signal name="Seeked"><arg name="Position" type="x"/></signal>
      \(described(playerProperties(NowPlaying())))
     </interface>
    </node>
    """

  private static let writable: Set<String> = ["Volume", "Rate", "Shuffle", "LoopStatus"]

  private static func described(_ members: [BusValue.Member]) -> String {
    members.map { member in
      let access = writable.contains(member.name) ? "readwrite" : "read"
      return "<property name=\"\(member.name)\" type=\"\(member.value.signature)\""
        + " access=\"\(access)\"/>"
    }.joined(separator: "\n  ")
  }
}
