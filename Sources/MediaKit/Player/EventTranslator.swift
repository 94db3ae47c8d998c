import CMPV
import Foundation

/// libmpv's events in our words.
struct EventTranslator {
  /// What is observed, under which number.
  static let observed: [(UInt64, String, mpv_format)] = [
    (1, "time-pos", MPV_FORMAT_DOUBLE), (2, "duration", MPV_FORMAT_DOUBLE),
    (3, "pause", MPV_FORMAT_FLAG), (4, "paused-for-cache", MPV_FORMAT_FLAG),
    (5, "dwidth", MPV_FORMAT_INT64), (6, "dheight", MPV_FORMAT_INT64),
    (7, "sub-text", MPV_FORMAT_STRING), (8, "track-list", MPV_FORMAT_STRING),
    (9, "chapter-list", MPV_FORMAT_STRING),
  ]
  /// Names the answers to commands. libmpv answers in the order in which it does things, so an answer
  /// before an end was carried out before that end.
  static let replyCleared: UInt64 = 1 << 32
  static let replyPrepared: UInt64 = 2 << 32

  /// Seconds of playback between two reports of the position.
  static let step = 0.25

  private let library: MPVLibrary
  private var reported: Double?
  private var duration: Double?
  private var isLoaded = false
  private var isPaused = false
  private var picture = PixelSize.none
  private var reportedPicture: PixelSize?
  private var tracks: [SubtitleTrack] = []
  private var chapters: [Chapter] = []
  /// The token of what comes next by itself.
  private var prepared: UInt32?

  init(library: MPVLibrary) { self.library = library }

  /// What comes until the next file is loaded is of the old one.
  mutating func beginLoad() {
    isLoaded = false
    reported = nil
    duration = nil
  }

  mutating func translate(_ event: mpv_event) -> [PlayerEvent] {
    switch event.event_id {
    case MPV_EVENT_FILE_LOADED:
      isLoaded = true
      reported = nil
      // What was told of the one before may be on its way still: this is what holds from here on.
      return [.loaded(duration: duration), .paused(isPaused)]
    case MPV_EVENT_END_FILE: return end(event)
    case MPV_EVENT_PROPERTY_CHANGE: return property(event)
    case MPV_EVENT_COMMAND_REPLY:
      answer(event)
      return []
    case MPV_EVENT_SEEK:
      // The next position is reported at once.
      reported = nil
      return []
    default: return []
    }
  }

  private mutating func end(_ event: mpv_event) -> [PlayerEvent] {
    guard let data = event.data?.assumingMemoryBound(to: mpv_event_end_file.self).pointee else {
      return []
    }
    isLoaded = false
    switch data.reason {
    case MPV_END_FILE_REASON_EOF:
      guard let next = prepared else { return [.ended] }
      prepared = nil
      reported = nil
      duration = nil
      return [.advanced(next)]
    case MPV_END_FILE_REASON_ERROR:
      return [.failed(library.errorString(data.error).map { String(cString: $0) } ?? "unknown")]
    // Stopped, or replaced by the next file: somebody asked for it.
    default: return []
    }
  }

  private mutating func answer(_ event: mpv_event) {
    switch event.reply_userdata {
    case Self.replyCleared: prepared = nil
    case Self.replyPrepared...Self.replyPrepared + UInt64(UInt32.max):
      prepared = event.error >= 0 ? UInt32(event.reply_userdata - Self.replyPrepared) : nil
    default: break
    }
  }

  private mutating func property(_ event: mpv_event) -> [PlayerEvent] {
    guard let data = event.data?.assumingMemoryBound(to: mpv_event_property.self).pointee
    else { return [] }
    guard let value = data.data, data.format != MPV_FORMAT_NONE else {
      return absent(event.reply_userdata)
    }
    switch event.reply_userdata {
    case 1:
      let seconds = value.assumingMemoryBound(to: Double.self).pointee
      guard isLoaded, seconds >= 0 else { return [] }
      if let reported, abs(seconds - reported) < Self.step { return [] }
      reported = seconds
      return [.position(seconds)]
    case 2:
      let seconds = value.assumingMemoryBound(to: Double.self).pointee
      duration = seconds
      return [.duration(seconds)]
    case 3:
      isPaused = value.assumingMemoryBound(to: Int32.self).pointee != 0
      return isLoaded ? [.paused(isPaused)] : []
    case 4: return [.buffering(value.assumingMemoryBound(to: Int32.self).pointee != 0)]
    case 5, 6:
      let pixels = Int(clamping: value.assumingMemoryBound(to: Int64.self).pointee)
      if event.reply_userdata == 5 {
        picture = PixelSize(width: pixels, height: picture.height)
      } else {
        picture = PixelSize(width: picture.width, height: pixels)
      }
      return pictureChange()
    case 7: return [.subtitle(Self.text(value))]
    case 8:
      let found = SubtitleTrack.list(json: Self.text(value))
      guard found != tracks else { return [] }
      tracks = found
      return [.subtitleTracks(found)]
    case 9:
      let found = Chapter.list(json: Self.text(value))
      guard found != chapters else { return [] }
      chapters = found
      return [.chapters(found)]
    default: return []
    }
  }

  /// A property that has no value now: no picture, no words.
  private mutating func absent(_ id: UInt64) -> [PlayerEvent] {
    switch id {
    case 5, 6:
      picture = .none
      return pictureChange()
    case 7: return [.subtitle("")]
    case 9:
      guard !chapters.isEmpty else { return [] }
      chapters = []
      return [.chapters([])]
    default: return []
    }
  }

  /// Width and height come one after the other: told is what both agree on.
  private mutating func pictureChange() -> [PlayerEvent] {
    let now = picture.isEmpty ? nil : picture
    guard now != reportedPicture else { return [] }
    reportedPicture = now
    return [.picture(now)]
  }

  private static func text(_ value: UnsafeMutableRawPointer) -> String {
    guard let text = value.assumingMemoryBound(to: UnsafePointer<CChar>?.self).pointee else {
      return ""
    }
    return String(cString: text)
  }
}
