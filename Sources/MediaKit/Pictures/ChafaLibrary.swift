import CChafa
import Glibc

/// libchafa's functions, looked up once. Opened at the first picture.
final class ChafaLibrary: Sendable {
  typealias Handle = OpaquePointer

  /// The library of this machine; nil where there is none. Looked for once.
  static let shared = ChafaLibrary(name: "libchafa.so.0")

  let newSymbols: @convention(c) () -> Handle?
  let freeSymbols: @convention(c) (Handle?) -> Void
  let addSymbols: @convention(c) (Handle?, UInt32) -> Void
  let newConfig: @convention(c) () -> Handle?
  let freeConfig: @convention(c) (Handle?) -> Void
  let setGeometry: @convention(c) (Handle?, Int32, Int32) -> Void
  let setMode: @convention(c) (Handle?, UInt32) -> Void
  let setSymbols: @convention(c) (Handle?, Handle?) -> Void
  let setWork: @convention(c) (Handle?, Float) -> Void
  let newCanvas: @convention(c) (Handle?) -> Handle?
  let freeCanvas: @convention(c) (Handle?) -> Void
  let draw: @convention(c) (Handle?, UInt32, UnsafePointer<UInt8>?, Int32, Int32, Int32) -> Void
  let character: @convention(c) (Handle?, Int32, Int32) -> UInt32
  let colors:
    @convention(c) (
      Handle?, Int32, Int32, UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?
    ) -> Void

  /// nil where there is no such library, or an older one that lacks a function.
  init?(name: String) {
    guard let library = dlopen(name, RTLD_NOW | RTLD_LOCAL) else { return nil }
    func symbol<T>(_ name: String, _ type: T.Type) -> T? {
      dlsym(library, "chafa_" + name).map { unsafeBitCast($0, to: T.self) }
    }
    guard
      let newSymbols = symbol("symbol_map_new", type(of: newSymbols)),
      let freeSymbols = symbol("symbol_map_unref", type(of: freeSymbols)),
      let addSymbols = symbol("symbol_map_add_by_tags", type(of: addSymbols)),
      let newConfig = symbol("canvas_config_new", type(of: newConfig)),
      let freeConfig = symbol("canvas_config_unref", type(of: freeConfig)),
      let setGeometry = symbol("canvas_config_set_geometry", type(of: setGeometry)),
      let setMode = symbol("canvas_config_set_canvas_mode", type(of: setMode)),
      let setSymbols = symbol("canvas_config_set_symbol_map", type(of: setSymbols)),
      let setWork = symbol("canvas_config_set_work_factor", type(of: setWork)),
      let newCanvas = symbol("canvas_new", type(of: newCanvas)),
      let freeCanvas = symbol("canvas_unref", type(of: freeCanvas)),
      let draw = symbol("canvas_draw_all_pixels", type(of: draw)),
      let character = symbol("canvas_get_char_at", type(of: character)),
      let colors = symbol("canvas_get_raw_colors_at", type(of: colors))
    else { return nil }
    self.newSymbols = newSymbols
    self.freeSymbols = freeSymbols
    self.addSymbols = addSymbols
    self.newConfig = newConfig
    self.freeConfig = freeConfig
    self.setGeometry = setGeometry
    self.setMode = setMode
    self.setSymbols = setSymbols
    self.setWork = setWork
    self.newCanvas = newCanvas
    self.freeCanvas = freeCanvas
    self.draw = draw
    self.character = character
    self.colors = colors
  }
}
