import CNcurses
import CTerminalGuard
import Glibc

/// The terminal: shows canvases and delivers events. Used by one thread only.
///
/// Output goes through ncurses, which sends the least that is needed; input is decoded here. The
/// terminal is given back by ``restore()``, at exit, and when the process is killed by a signal.
public final class Terminal {
  /// The size of the window in cells.
  public private(set) var size: Size
  /// The colours in use.
  public let colorDepth: ColorDepth
  /// What the terminal said that it can show besides characters; nil until it did, or for ever.
  public private(set) var graphics: TerminalGraphics?
  /// Wakes ``nextEvent(timeout:)`` from other threads.
  public let waker: Waker

  var input: TerminalInput
  private var writer: ScreenWriter
  var output = TerminalOutput()
  var shown: Canvas?
  private let screen: OpaquePointer
  let modes: TerminalModes
  private var question: GraphicsQuestion?
  var isActive = true
  /// The window became another while somebody else had the terminal.
  private var isResized = false
  var reportsMotion = false

  private init(
    screen: OpaquePointer, size: Size, depth: ColorDepth, input: TerminalInput,
    modes: TerminalModes
  ) {
    self.screen = screen
    self.size = size
    self.colorDepth = depth
    self.input = input
    self.modes = modes
    waker = input.waker
    // The console of Linux shows what it does not know.
    writer = ScreenWriter(depth: depth, links: getenv("TERM").map { strcmp($0, "linux") } != 0)
  }

  deinit { restore() }

  /// Takes over the terminal on standard input and output.
  public static func make(_ options: TerminalOptions) throws(TerminalError) -> Terminal {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1 else {
      throw TerminalError(.notATerminal)
    }
    let term = getenv("TERM").map { String(cString: $0) } ?? ""
    guard !term.isEmpty, term != "dumb", term != "unknown" else {
      throw TerminalError(.unusable(term: term.isEmpty ? "(unset)" : term))
    }
    setlocale(LC_CTYPE, "")
    let codeset = String(cString: nl_langinfo(nl_item(CODESET)))
    guard codeset == "UTF-8" else { throw TerminalError(.notUTF8(codeset: codeset)) }

    var status: Int32 = 0
    guard setupterm(term, STDOUT_FILENO, &status) == OK else {
      throw TerminalError(.unknown(term: term))
    }
    guard let move = tigetstr("cup"), Int(bitPattern: move) != -1 else {
      throw TerminalError(.unusable(term: term))
    }
    let colors = Int(tigetnum("colors"))
    let depth =
      options.colorDepth
      ?? ColorDepth.detect(environment: environment(), terminfoColors: colors)

    var original = termios()
    guard tcgetattr(STDIN_FILENO, &original) == 0 else {
      throw TerminalError(.system(String(cString: strerror(errno))))
    }
    let input = try TerminalInput()
    // GNU screen (seen with 4.9) keeps a lone Esc to itself while the mouse is reported.
    let modes = TerminalModes(mouse: options.mouse && !isInScreen)
    guard modes.arm(original: original, signalPipe: input.signalWriteEnd) else {
      throw TerminalError(.system("its reset sequence is too long"))
    }
    guard let screen = open(term: term, depth: depth) else {
      cnt_guard_disarm()
      throw TerminalError(.unknown(term: term))
    }
    raw()
    noecho()
    nonl()
    leaveok(cnt_stdscr(), false)
    // ncurses would leave an update half sent while keys wait; they are read here, not by it.
    typeahead(-1)
    if depth != .none {
      start_color()
      use_default_colors()
    }
    modes.enter()
    let size = windowSize() ?? Size(columns: 80, rows: 24)
    let terminal = Terminal(screen: screen, size: size, depth: depth, input: input, modes: modes)
    if options.asksGraphics { terminal.ask(options) }
    return terminal
  }

  /// 24-bit colour needs a terminfo entry that few machines have, so ours is handed to ncurses.
  private static func open(term: String, depth: ColorDepth) -> OpaquePointer? {
    guard depth == .trueColor else { return cnt_open_terminal(term) }
    let before = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", DirectColorTerminfo.variable, 1)
    defer {
      if let before { setenv("TERMINFO", before, 1) } else { unsetenv("TERMINFO") }
    }
    return cnt_open_terminal(DirectColorTerminfo.name)
  }

  private static func environment() -> [String: String] {
    var result: [String: String] = [:]
    let names = [
      "NO_COLOR", "COLORTERM", "TERM", "TMUX", "STY", "TERM_PROGRAM", "LC_TERMINAL",
    ]
    for name in names {
      if let value = getenv(name) { result[name] = String(cString: value) }
    }
    return result
  }

  /// Whether GNU screen is what keeps this terminal.
  private static var isInScreen: Bool {
    func has(_ name: String) -> Bool { getenv(name).map { $0.pointee != 0 } ?? false }
    return has("STY") && !has("TMUX")
  }

  private static func windowSize() -> Size? {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0,
      window.ws_row > 0
    else { return nil }
    return Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
  }

  /// Shows a canvas of the terminal's size; only what changed is sent, in one synchronized update.
  ///
  /// `picture` is asked for what belongs into the picture cells of the canvas, given the rows in
  /// which what ncurses sends may pass over them or move them: pictures are sent again in these.
  /// Must not be called while ``isDraining``.
  public func present(_ canvas: Canvas, picture: (_ rows: Set<Int>) -> [UInt8] = { _ in [] }) {
    guard isActive, !output.isDraining else { return }
    guard canvas != shown else { return show(picture([])) }
    let window = cnt_stdscr()
    modes.beginUpdate()
    let previous = shown?.size == canvas.size ? shown : nil
    var drawn = writer.show(canvas, after: previous)
    if let cursor = canvas.cursor, canvas.bounds.contains(cursor) {
      curs_set(1)
      wmove(window, Int32(cursor.row), Int32(cursor.column))
    } else {
      curs_set(0)
    }
    if canvas.hasPicture, let previous, canvas.movesRows(drawn, since: previous) {
      drawn = Set(0..<canvas.size.rows)
    }
    let bytes = picture(drawn)
    wrefresh(window)
    if bytes.isEmpty { modes.endUpdate() } else { show(bytes) }
    shown = canvas
  }

  /// Sends bytes that change only picture cells of the canvas that is shown; ncurses finds cursor
  /// and pen as it left them. Never waits: see ``isDraining``.
  public func show(_ picture: [UInt8]) {
    guard isActive, !picture.isEmpty, !output.isDraining else { return }
    if !output.send(modes.update(around: picture)) { modes.endUpdate() }
  }

  /// Whether the terminal has not yet taken all of the last picture. Nothing can be shown until
  /// ``nextEvent(timeout:)`` has said ``InputEvent/wake``.
  public var isDraining: Bool { output.isDraining }

  /// How long the terminal needed for the last picture, once: bytes and seconds.
  public func takeDrain() -> (bytes: Int, seconds: Double)? { output.takeDrain() }

  /// The height of a cell in widths of one; 2 where the terminal does not tell.
  public var cellShape: Double {
    guard let cell = Self.cellPixels ?? graphics?.cell else { return 2 }
    let shape = Double(cell.height) / Double(cell.width)
    return (1...4).contains(shape) ? shape : 2
  }

  /// Whether movements of the mouse are reported although no button is held.
  public func setMotionReports(_ on: Bool) {
    guard isActive, on != reportsMotion, !output.isDraining else { return }
    reportsMotion = on
    modes.setMotionReports(on)
  }

  /// Sends the whole screen again, for when something else wrote on it.
  public func repaint() {
    guard isActive else { return }
    clearok(cnt_stdscr(), true)
    let last = shown
    shown = nil
    // In the middle of a picture the pen is the film's: all is drawn when it is through.
    if let last, !isDraining { present(last) }
  }

  /// Sends past ncurses, behind a picture that is under way.
  func sendAside(_ text: String) {
    guard isActive else { return }
    if output.isDraining { output.append(Array(text.utf8)) } else { TerminalModes.send(text) }
  }

  /// Waits for the next event; nil when `timeout` passed, or when one byte of something longer came.
  public func nextEvent(timeout: Duration?) -> InputEvent? {
    if isResized {
      isResized = false
      return .resize(size)
    }
    guard let event = input.next(timeout: timeout, room: output.isDraining ? output.descriptor : -1)
    else { return nil }
    // Whatever it was that came: what there is room for is sent.
    if output.isDraining { output.pump() }
    if case .reply(let reply) = event { return take(reply) }
    if event == .signal(.resume) { takeAgain() }
    if case .resize = event {
      guard let new = Self.windowSize(), new != size else { return .wake }
      size = new
      resizeterm(Int32(new.rows), Int32(new.columns))
      shown = nil
      clearok(cnt_stdscr(), true)
      if let cell = Self.cellPixels { graphics?.cell = cell }
      return .resize(new)
    }
    return event
  }

  /// Takes the window's size, where it became another while nobody looked.
  func noteSize() {
    guard let new = Self.windowSize(), new != size else { return }
    size = new
    isResized = true
    resizeterm(Int32(new.rows), Int32(new.columns))
  }

  private func ask(_ options: TerminalOptions) {
    let question = GraphicsQuestion(
      environment: Self.environment(), memory: options.sharedMemory)
    guard !question.text.isEmpty else { return }
    self.question = question
    input.awaitReplies(for: Self.replyTime)
    TerminalModes.send(question.text)
  }

  private func take(_ reply: TerminalReply) -> InputEvent? {
    guard let found = question?.take(reply, window: Self.cellPixels, size: size) else { return nil }
    question = nil
    input.awaitReplies(for: nil)
    graphics = found
    return .graphics(found)
  }

  /// Gives the terminal back as it was. May be called more than once.
  public func restore() {
    guard isActive else { return }
    isActive = false
    if isInForeground {
      leave()
      cnt_guard_lend(0)
    } else {
      leaveFromBehind()
    }
    cnt_guard_disarm()
    delscreen(screen)
    output.close()
    input.close()
  }
}
