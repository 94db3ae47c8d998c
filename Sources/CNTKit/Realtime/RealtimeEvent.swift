/// What the platform tells as it happens.
public enum RealtimeEvent: Hashable, Sendable {
  /// There is a connection. What happened before is to be asked for: nothing of it is told again.
  case connected
  case disconnected
  /// Somebody has a new notification. The deployed platform tells everybody of everybody's: so this is a
  /// hint to ask for one's own, and its content is not to be stored or shown.
  case notification(UserNotification?)
  case chat(Chat)
  case joinedStream(String)
  /// How a stream stands: `type` is started, ended or viewer_count.
  case streamStatus(stream: String, type: String, viewers: Int?)
  case streamStarted(StreamStart)
  case speakRequested(SpeakRequest)
  /// An event that this client does not know, by name.
  case other(String, [JSONValue])

  /// A line of a stream's chat; the time is what the sender wrote.
  public struct Chat: Hashable, Sendable {
    public var username: String
    public var message: String
    public var timestamp: String?

    public init(username: String, message: String, timestamp: String?) {
      self.username = username
      self.message = message
      self.timestamp = timestamp
    }
  }

  public struct StreamStart: Hashable, Sendable {
    public var stream: String
    public var host: String
    public var title: String
    public var room: String?
  }

  /// A viewer who would like to speak.
  public struct SpeakRequest: Hashable, Sendable {
    public var request: String
    public var stream: String
    public var participant: String
    public var name: String
  }

  /// Reads an event of Socket.IO. One whose content is not as the platform has it is ``other(_:_:)``.
  public init(_ name: String, _ arguments: [JSONValue]) {
    let first = arguments.first
    func text(_ key: String) -> String? {
      switch first?[key] {
      case .string(let text)?: text
      case .int(let number)?: "\(number)"
      default: nil
      }
    }
    self = .other(name, arguments)
    switch name {
    case "new_notification":
      self = .notification(first.flatMap { try? $0.decoded(as: UserNotification.self) })
    case "new_message":
      guard let username = text("username"), let message = text("message") else { return }
      self = .chat(Chat(username: username, message: message, timestamp: text("timestamp")))
    case "joined_stream":
      if let stream = text("stream_id") { self = .joinedStream(stream) }
    case "stream_status":
      guard let stream = text("stream_id"), let type = text("type") else { return }
      self = .streamStatus(
        stream: stream, type: type, viewers: first?["viewer_count"]?.intValue)
    case "live_stream_started":
      guard let stream = text("stream_id") else { return }
      self = .streamStarted(
        StreamStart(
          stream: stream, host: text("host_name") ?? "", title: text("stream_title") ?? "",
          room: text("room_name")))
    case "speak_permission_requested":
      guard let stream = text("stream_id"), let request = text("request_id") else { return }
      self = .speakRequested(
        SpeakRequest(
          request: request, stream: stream, participant: text("participant_id") ?? "",
          name: text("participant_name") ?? ""))
    default: break
    }
  }
}
