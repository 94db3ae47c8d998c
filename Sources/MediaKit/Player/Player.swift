import CMPV
import Foundation
import Glibc
import Synchronization

/// Plays sound, and films, through libmpv. No call waits: what happens is told through ``events``.
public final class Player: Sendable {
  /// What happens, for one reader.
  public let events: AsyncStream<PlayerEvent>
  private let core: PlayerCore

  /// Opens libmpv and starts its event thread. The pictures of films go into `pictures`.
  public init(
    _ options: PlayerOptions = PlayerOptions(), pictures: PictureBox = PictureBox()
  ) throws(PlayerError) {
    let (events, continuation) = AsyncStream.makeStream(
      of: PlayerEvent.self, bufferingPolicy: .bufferingNewest(256))
    self.events = events
    core = try PlayerCore(options, pictures, continuation)
    core.startThread()
  }

  deinit { core.close() }

  /// Plays a source from `seconds`, in place of what was playing; with pictures only where asked
  /// for, because decoding them costs far more than sound.
  public func load(
    _ source: MediaSource, startAt seconds: Double, paused: Bool, pictures: Bool = false
  ) throws(PlayerError) {
    let start = seconds.isFinite && seconds > 0 ? seconds : 0
    if pictures { try core.preparePictures() }
    core.beginLoad()
    setPaused(paused)
    core.command(["set", "demuxer-lavf-o", "protocol_whitelist=[\(source.protocols)]"])
    let tracks = pictures ? ",vid=auto,sid=auto" : ""
    // "replace" empties libmpv's own list, and with it what was handed over.
    core.command(
      LoadCommand.words(
        source, "replace", options: "start=\(start)\(tracks)", clientVersion: core.clientVersion),
      reply: EventTranslator.replyCleared)
    core.setSource(source)
  }

  /// Hands over what is to be played when this is over, so that no silence comes between the two
  /// (mpv(1), "gapless-audio"); in place of what was handed over before. When the player goes on to
  /// it, it tells ``PlayerEvent/advanced(_:)`` with the token instead of ``PlayerEvent/ended``.
  public func prepareNext(_ source: MediaSource, startAt seconds: Double, token: UInt32) {
    let start = seconds.isFinite && seconds > 0 ? seconds : 0
    clearNext()
    // Opened ahead of time with the options of what plays: so only where both may refer to the same.
    let isAlike = core.source?.protocols == source.protocols
    core.command(["set", "prefetch-playlist", isAlike ? "yes" : "no"])
    let whitelist = "protocol_whitelist=[\(source.protocols)]"
    let options = "start=\(start),demuxer-lavf-o=%\(whitelist.utf8.count)%\(whitelist)"
    core.command(
      LoadCommand.words(source, "append", options: options, clientVersion: core.clientVersion),
      reply: EventTranslator.replyPrepared + UInt64(token))
  }

  /// Takes back what was handed over.
  public func clearNext() {
    core.command(["playlist-clear"], reply: EventTranslator.replyCleared)
  }

  /// How loudness that files tell of themselves is made alike, without ever clipping.
  public func setReplayGain(_ mode: ReplayGain) {
    core.command(["set", "replaygain", mode.rawValue])
  }

  /// Shows or leaves out the pictures of the film that plays; left out, they cost nothing.
  public func setPictures(_ shown: Bool) throws(PlayerError) {
    if shown { try core.preparePictures() }
    core.command(["set", "vid", shown ? "auto" : "no"])
  }

  /// Chooses subtitles by ``SubtitleTrack/id``; nil for none. Their words come as
  /// ``PlayerEvent/subtitle(_:)``; only those that are pictures themselves are drawn into the film's.
  public func selectSubtitles(_ id: Int?) {
    core.command(["set", "sid", id.map(String.init) ?? "no"])
  }

  public func setPaused(_ paused: Bool) { core.set("pause", flag: paused) }

  /// Seconds from the start.
  public func seek(to seconds: Double) {
    guard seconds.isFinite else { return }
    core.command(["seek", "\(max(0, seconds))", "absolute+exact"])
  }

  /// Seconds forward, or back where negative.
  public func seek(by seconds: Double) {
    guard seconds.isFinite else { return }
    core.command(["seek", "\(seconds)", "relative+exact"])
  }

  /// 0 to 100.
  public func setVolume(_ volume: Double) { core.set("volume", min(100, max(0, volume))) }

  /// 0.25 to 4; the pitch stays.
  public func setSpeed(_ speed: Double) { core.set("speed", min(4, max(0.25, speed))) }

  public func stop() { core.command(["stop"]) }

  /// Ends the player; waits for its thread. May be called more than once.
  public func close() { core.close() }
}

/// The libmpv handle and the thread that waits on it.
private final class PlayerCore: Sendable {
  private struct State {
    /// The address of libmpv's handle; 0 after it was destroyed.
    var handle: UInt
    var isClosing = false
  }

  private let library: MPVLibrary
  private let pictures: PictureBox
  private let renderer = Mutex<PictureRenderer?>(nil)
  private let state: Mutex<State>
  private let translator: Mutex<EventTranslator>
  private let continuation: AsyncStream<PlayerEvent>.Continuation
  private let finished = DispatchSemaphore(value: 0)
  private let playing = Mutex<MediaSource?>(nil)

  var clientVersion: UInt { library.clientVersion() }

  var source: MediaSource? { playing.withLock { $0 } }

  func setSource(_ source: MediaSource) { playing.withLock { $0 = source } }

  init(
    _ options: PlayerOptions, _ pictures: PictureBox,
    _ continuation: AsyncStream<PlayerEvent>.Continuation
  ) throws(PlayerError) {
    self.pictures = pictures
    library = try MPVLibrary(names: options.libraryNames)
    self.continuation = continuation
    translator = Mutex(EventTranslator(library: library))
    // libmpv refuses to work where decimal numbers have a comma (mpv/client.h, mpv_create).
    setlocale(LC_NUMERIC, "C")
    guard let handle = library.create() else { throw PlayerError(.cannotStart("no memory")) }
    state = Mutex(State(handle: UInt(bitPattern: handle)))
    for (name, value) in Self.settings(options) {
      _ = library.setOptionString(handle, name, value)
    }
    let code = library.initialize(handle)
    guard code >= 0 else {
      library.terminateDestroy(handle)
      throw PlayerError(.cannotStart(library.errorString(code).map { String(cString: $0) } ?? ""))
    }
    for (id, name, format) in EventTranslator.observed {
      _ = library.observeProperty(handle, id, name, format)
    }
  }

  /// Nothing of the person's mpv configuration, no scripts, nothing on the terminal, no other
  /// program, and no file but the one that was asked for.
  private static func settings(_ options: PlayerOptions) -> [(String, String)] {
    var settings = [
      ("config", "no"), ("load-scripts", "no"), ("ytdl", "no"), ("terminal", "no"),
      ("input-default-bindings", "no"), ("input-vo-keyboard", "no"), ("osc", "no"),
      ("vo", "libmpv"),
      ("vid", "no"), ("sid", "no"), ("audio-display", "no"), ("idle", "yes"), ("keep-open", "no"),
      ("load-unsafe-playlists", "no"), ("access-references", "no"), ("autoload-files", "no"),
      ("save-position-on-quit", "no"), ("resume-playback", "no"), ("audio-client-name", "cnt"),
      // The whole surface is the picture, and the words under it are drawn as text.
      ("keepaspect", "no"), ("sub-visibility", "no"), ("osd-level", "0"),
      // Rendering takes a moment: a picture that is a little late is shown late, not left out.
      ("framedrop", "decoder"),
      // A cell is many pixels of the film: what a finer filter would give cannot be seen.
      ("sws-fast", "yes"), ("sws-scaler", "bilinear"), ("zimg-fast", "yes"),
      ("zimg-scaler", "bilinear"), ("vd-lavc-fast", "yes"), ("vd-lavc-skiploopfilter", "nonref"),
      ("audio-pitch-correction", "yes"), ("cache", "yes"), ("demuxer-max-bytes", "32MiB"),
      ("network-timeout", "20"), ("user-agent", "cnt/0.1"), ("gapless-audio", "weak"),
      ("replaygain", options.replayGain.rawValue), ("replaygain-clip", "no"),
    ]
    settings += TLSSettings.words(certificates: options.certificates)
    if let output = options.audioOutput { settings.append(("ao", output)) }
    if let path = options.recordingPath {
      settings += [
        ("ao", "pcm"), ("ao-pcm-file", path), ("ao-pcm-waveheader", "yes"),
        // Filters work on other samples than the file has.
        ("audio-format", "s16"),
      ]
    }
    return settings
  }

  func startThread() {
    let thread = Thread { [self] in loop() }
    thread.name = "mpv"
    thread.start()
  }

  /// Makes the renderer before the first film; libmpv needs it when the film is opened.
  func preparePictures() throws(PlayerError) {
    // The lock is held across the making, so that closing finds the renderer or prevents it.
    let failure = renderer.withLock { renderer -> PlayerError? in
      guard renderer == nil else { return nil }
      let handle = state.withLock { $0.isClosing ? 0 : $0.handle }
      guard let handle = OpaquePointer(bitPattern: handle) else { return nil }
      do throws(PlayerError) {
        renderer = try PictureRenderer(library, handle: handle, box: pictures)
        return nil
      } catch { return error }
    }
    if let failure { throw failure }
  }

  func beginLoad() { translator.withLock { $0.beginLoad() } }

  /// `reply` comes back with what libmpv says of it.
  func command(_ words: [String], reply: UInt64 = 0) {
    withHandle { handle in
      var pointers = words.map { UnsafePointer(strdup($0)) as UnsafePointer<CChar>? } + [nil]
      defer { for pointer in pointers { free(UnsafeMutableRawPointer(mutating: pointer)) } }
      _ = library.commandAsync(handle, reply, &pointers)
    }
  }

  func set(_ property: String, flag: Bool) {
    withHandle { handle in
      var value: Int32 = flag ? 1 : 0
      _ = library.setPropertyAsync(handle, 0, property, MPV_FORMAT_FLAG, &value)
    }
  }

  func set(_ property: String, _ number: Double) {
    withHandle { handle in
      var value = number
      _ = library.setPropertyAsync(handle, 0, property, MPV_FORMAT_DOUBLE, &value)
    }
  }

  private func withHandle(_ work: (OpaquePointer) -> Void) {
    state.withLock { state in
      guard !state.isClosing, let handle = OpaquePointer(bitPattern: state.handle) else { return }
      work(handle)
    }
  }

  private func loop() {
    // The handle stays valid until this thread has ended.
    guard let handle = OpaquePointer(bitPattern: state.withLock({ $0.handle })) else { return }
    while !state.withLock({ $0.isClosing }) {
      guard let event = library.waitEvent(handle, 60) else { continue }
      if event.pointee.event_id == MPV_EVENT_SHUTDOWN { break }
      for translated in translator.withLock({ $0.translate(event.pointee) }) {
        if case .subtitleTracks(let tracks) = translated {
          set("sub-visibility", flag: tracks.contains { $0.isSelected && $0.isBitmap })
        }
        continuation.yield(translated)
      }
    }
    continuation.finish()
    finished.signal()
  }

  func close() {
    let wasOpen = state.withLock { state in
      guard !state.isClosing else { return false }
      state.isClosing = true
      library.wakeup(OpaquePointer(bitPattern: state.handle))
      return true
    }
    guard wasOpen else { return }
    finished.wait()
    renderer.withLock { $0?.close() }
    state.withLock { state in
      library.terminateDestroy(OpaquePointer(bitPattern: state.handle))
      state.handle = 0
    }
  }
}
