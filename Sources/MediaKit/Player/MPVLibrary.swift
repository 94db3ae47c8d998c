import CMPV
import Glibc

/// libmpv's functions, looked up once. Opened at the first play: linking it would cost every start
/// of the program some 66 ms.
final class MPVLibrary: Sendable {
  typealias Handle = OpaquePointer

  let create: @convention(c) () -> Handle?
  let initialize: @convention(c) (Handle?) -> Int32
  let terminateDestroy: @convention(c) (Handle?) -> Void
  let setOptionString:
    @convention(c) (Handle?, UnsafePointer<CChar>?, UnsafePointer<CChar>?) -> Int32
  let setPropertyAsync:
    @convention(c) (
      Handle?, UInt64, UnsafePointer<CChar>?, mpv_format, UnsafeMutableRawPointer?
    ) -> Int32
  let commandAsync:
    @convention(c) (Handle?, UInt64, UnsafeMutablePointer<UnsafePointer<CChar>?>?) -> Int32
  let observeProperty: @convention(c) (Handle?, UInt64, UnsafePointer<CChar>?, mpv_format) -> Int32
  let waitEvent: @convention(c) (Handle?, Double) -> UnsafeMutablePointer<mpv_event>?
  let wakeup: @convention(c) (Handle?) -> Void
  /// Major and minor in 16 bits each (mpv/client.h, MPV_MAKE_VERSION).
  let clientVersion: @convention(c) () -> UInt
  let errorString: @convention(c) (Int32) -> UnsafePointer<CChar>?
  /// What `dlopen` gave, for parts that are looked up when they are needed.
  private let library: UInt

  init(names: [String]) throws(PlayerError) {
    guard
      let library = names.lazy.compactMap({ dlopen($0, RTLD_NOW | RTLD_LOCAL) }).first
    else { throw PlayerError(.libraryMissing) }
    // The library stays open: other parts of it (threads, atexit handlers) outlive the player.
    self.library = UInt(bitPattern: library)
    func symbol<T>(_ name: String, _ type: T.Type) throws(PlayerError) -> T {
      try Self.symbol(name, type, in: library)
    }
    create = try symbol("mpv_create", type(of: create))
    initialize = try symbol("mpv_initialize", type(of: initialize))
    terminateDestroy = try symbol("mpv_terminate_destroy", type(of: terminateDestroy))
    setOptionString = try symbol("mpv_set_option_string", type(of: setOptionString))
    setPropertyAsync = try symbol("mpv_set_property_async", type(of: setPropertyAsync))
    commandAsync = try symbol("mpv_command_async", type(of: commandAsync))
    observeProperty = try symbol("mpv_observe_property", type(of: observeProperty))
    waitEvent = try symbol("mpv_wait_event", type(of: waitEvent))
    wakeup = try symbol("mpv_wakeup", type(of: wakeup))
    clientVersion = try symbol("mpv_client_api_version", type(of: clientVersion))
    errorString = try symbol("mpv_error_string", type(of: errorString))
  }

  /// One more function of the library.
  func symbol<T>(_ name: String, _ type: T.Type) throws(PlayerError) -> T {
    try Self.symbol(name, type, in: UnsafeMutableRawPointer(bitPattern: library))
  }

  private static func symbol<T>(
    _ name: String, _ type: T.Type, in library: UnsafeMutableRawPointer?
  ) throws(PlayerError) -> T {
    guard let address = dlsym(library, name) else { throw PlayerError(.symbolMissing(name)) }
    return unsafeBitCast(address, to: T.self)
  }
}
