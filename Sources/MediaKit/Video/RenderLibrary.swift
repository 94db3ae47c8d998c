import CMPV

/// libmpv's render API (mpv/render.h), looked up when the first film is played.
struct RenderLibrary: Sendable {
  typealias Context = OpaquePointer

  let create:
    @convention(c) (
      UnsafeMutablePointer<Context?>?, MPVLibrary.Handle?, UnsafeMutablePointer<mpv_render_param>?
    ) -> Int32
  let setUpdateCallback:
    @convention(c) (
      Context?, (@convention(c) (UnsafeMutableRawPointer?) -> Void)?, UnsafeMutableRawPointer?
    ) -> Void
  let update: @convention(c) (Context?) -> UInt64
  let render: @convention(c) (Context?, UnsafeMutablePointer<mpv_render_param>?) -> Int32
  let free: @convention(c) (Context?) -> Void

  init(_ library: MPVLibrary) throws(PlayerError) {
    create = try library.symbol("mpv_render_context_create", type(of: create))
    setUpdateCallback = try library.symbol(
      "mpv_render_context_set_update_callback", type(of: setUpdateCallback))
    update = try library.symbol("mpv_render_context_update", type(of: update))
    render = try library.symbol("mpv_render_context_render", type(of: render))
    free = try library.symbol("mpv_render_context_free", type(of: free))
  }
}
