import CSDBus
import Glibc

/// sd-bus's functions (sd-bus(3)), looked up once.
final class BusLibrary: Sendable {
  typealias Bus = OpaquePointer
  typealias Message = OpaquePointer
  typealias Handler =
    @convention(c) (
      Message?, UnsafeMutableRawPointer?, UnsafeMutablePointer<sd_bus_error>?
    ) -> Int32

  private typealias Text = UnsafePointer<CChar>

  let openUser: @convention(c) (UnsafeMutablePointer<Bus?>?) -> Int32
  let flushCloseUnref: @convention(c) (Bus?) -> Bus?
  let requestName: @convention(c) (Bus?, UnsafePointer<CChar>?, UInt64) -> Int32
  let addObject:
    @convention(c) (
      Bus?, UnsafeMutablePointer<OpaquePointer?>?, UnsafePointer<CChar>?, Handler?,
      UnsafeMutableRawPointer?
    ) -> Int32
  let process: @convention(c) (Bus?, UnsafeMutablePointer<Message?>?) -> Int32
  let getFD: @convention(c) (Bus?) -> Int32
  let getEvents: @convention(c) (Bus?) -> Int32
  let send: @convention(c) (Bus?, Message?, UnsafeMutablePointer<UInt64>?) -> Int32
  let newSignal:
    @convention(c) (
      Bus?, UnsafeMutablePointer<Message?>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
      UnsafePointer<CChar>?
    ) -> Int32
  let newCall:
    @convention(c) (
      Bus?, UnsafeMutablePointer<Message?>?, UnsafePointer<CChar>?, UnsafePointer<CChar>?,
      UnsafePointer<CChar>?, UnsafePointer<CChar>?
    ) -> Int32
  let call:
    @convention(c) (
      Bus?, Message?, UInt64, UnsafeMutablePointer<sd_bus_error>?,
      UnsafeMutablePointer<Message?>?
    ) -> Int32
  let newReturn: @convention(c) (Message?, UnsafeMutablePointer<Message?>?) -> Int32
  let replyError: @convention(c) (Message?, UnsafePointer<sd_bus_error>?) -> Int32
  let unref: @convention(c) (Message?) -> Message?
  let interface: @convention(c) (Message?) -> UnsafePointer<CChar>?
  let member: @convention(c) (Message?) -> UnsafePointer<CChar>?
  let readBasic: @convention(c) (Message?, CChar, UnsafeMutableRawPointer?) -> Int32
  let enter: @convention(c) (Message?, CChar, UnsafePointer<CChar>?) -> Int32
  let appendBasic: @convention(c) (Message?, CChar, UnsafeRawPointer?) -> Int32
  let openContainer: @convention(c) (Message?, CChar, UnsafePointer<CChar>?) -> Int32
  let closeContainer: @convention(c) (Message?) -> Int32

  /// nil where there is no libsystemd, or one that is too old.
  init?() {
    guard let library = dlopen("libsystemd.so.0", RTLD_NOW | RTLD_LOCAL) else { return nil }
    func symbol<T>(_ name: String, _ type: T.Type) -> T? {
      dlsym(library, name).map { unsafeBitCast($0, to: T.self) }
    }
    guard let openUser = symbol("sd_bus_open_user", type(of: openUser)),
      let flushCloseUnref = symbol("sd_bus_flush_close_unref", type(of: flushCloseUnref)),
      let requestName = symbol("sd_bus_request_name", type(of: requestName)),
      let addObject = symbol("sd_bus_add_object", type(of: addObject)),
      let process = symbol("sd_bus_process", type(of: process)),
      let getFD = symbol("sd_bus_get_fd", type(of: getFD)),
      let getEvents = symbol("sd_bus_get_events", type(of: getEvents)),
      let send = symbol("sd_bus_send", type(of: send)),
      let newSignal = symbol("sd_bus_message_new_signal", type(of: newSignal)),
      let newCall = symbol("sd_bus_message_new_method_call", type(of: newCall)),
      let call = symbol("sd_bus_call", type(of: call)),
      let newReturn = symbol("sd_bus_message_new_method_return", type(of: newReturn)),
      let replyError = symbol("sd_bus_reply_method_error", type(of: replyError)),
      let unref = symbol("sd_bus_message_unref", type(of: unref)),
      let interface = symbol("sd_bus_message_get_interface", type(of: interface)),
      let member = symbol("sd_bus_message_get_member", type(of: member)),
      let readBasic = symbol("sd_bus_message_read_basic", type(of: readBasic)),
      let enter = symbol("sd_bus_message_enter_container", type(of: enter)),
      let appendBasic = symbol("sd_bus_message_append_basic", type(of: appendBasic)),
      let openContainer = symbol("sd_bus_message_open_container", type(of: openContainer)),
      let closeContainer = symbol("sd_bus_message_close_container", type(of: closeContainer))
    else { return nil }
    self.openUser = openUser
    self.flushCloseUnref = flushCloseUnref
    self.requestName = requestName
    self.addObject = addObject
    self.process = process
    self.getFD = getFD
    self.getEvents = getEvents
    self.send = send
    self.newSignal = newSignal
    self.newCall = newCall
    self.call = call
    self.newReturn = newReturn
    self.replyError = replyError
    self.unref = unref
    self.interface = interface
    self.member = member
    self.readBasic = readBasic
    self.enter = enter
    self.appendBasic = appendBasic
    self.openContainer = openContainer
    self.closeContainer = closeContainer
  }
}
