import Foundation

/// What a terminal said that it can show besides characters.
public struct TerminalGraphics: Hashable, Sendable {
  /// The kitty graphics protocol (https://sw.kovidgoyal.net/kitty/graphics-protocol).
  public var kitty = false
  /// It takes kitty's pictures from this machine's shared memory too.
  public var sharedMemory = false
  /// Sixel, as DA1 says.
  public var sixel = false
  /// Pictures inside OSC 1337, as iTerm2 has them.
  public var iterm = false
  /// The pixels of a cell; nil where nobody tells.
  public var cell: CellPixels?

  public init(
    kitty: Bool = false, sharedMemory: Bool = false, sixel: Bool = false, iterm: Bool = false,
    cell: CellPixels? = nil
  ) {
    self.kitty = kitty
    self.sharedMemory = sharedMemory
    self.sixel = sixel
    self.iterm = iterm
    self.cell = cell
  }
}

/// The questions of ``TerminalGraphics``, and what is made of the answers.
///
/// All are asked at once and nobody waits: a terminal that says nothing has no pictures. DA1 comes
/// last, because every terminal answers it.
struct GraphicsQuestion {
  private static let pictureID = 31
  private static let memoryID = 32

  /// What is sent; empty where it is better not to ask.
  let text: String
  private let isMultiplexed: Bool
  private let isNamedITerm: Bool
  private var found = TerminalGraphics()

  /// `memory` is the name of a shared memory object with the three bytes of a pixel.
  init(environment: [String: String], memory: String? = nil) {
    func has(_ name: String) -> Bool { environment[name]?.isEmpty == false }
    let term = environment["TERM"] ?? ""
    // Between us and the terminal, and what it does not know it does not pass on.
    isMultiplexed =
      has("TMUX") || has("STY") || term.hasPrefix("tmux") || term.hasPrefix("screen")
    isNamedITerm =
      environment["TERM_PROGRAM"] == "iTerm.app" || environment["LC_TERMINAL"] == "iTerm2"
    if term.hasPrefix("linux") || term.hasPrefix("vt") || term.hasPrefix("cons") {
      // Consoles and old terminals show a string that they do not know as text.
      text = ""
    } else if isMultiplexed {
      text = "\u{1b}[16t\u{1b}[c"
    } else {
      var text = "\u{1b}_Gi=\(Self.pictureID),s=1,v=1,a=q,t=d,f=24;AAAA\u{1b}\\"
      if let memory {
        let name = Data(memory.utf8).base64EncodedString()
        text += "\u{1b}_Gi=\(Self.memoryID),s=1,v=1,a=q,t=s,f=24;\(name)\u{1b}\\"
      }
      self.text = text + "\u{1b}[>0q\u{1b}[16t\u{1b}[14t\u{1b}[c"
    }
  }

  /// Takes an answer in; returns what is known when it was the last.
  mutating func take(_ reply: TerminalReply, window: CellPixels?, size: Size) -> TerminalGraphics? {
    switch reply {
    case .graphics(Self.pictureID, let isGood): found.kitty = isGood && !isMultiplexed
    case .graphics(Self.memoryID, let isGood): found.sharedMemory = isGood && !isMultiplexed
    case .graphics: break
    case .version(let name):
      found.iterm = !isMultiplexed && (name.hasPrefix("iTerm2") || name.hasPrefix("WezTerm"))
    case .cell(let cell): if cell.isPlausible { found.cell = cell }
    case .area(let area):
      let cell = CellPixels(
        width: area.width / max(1, size.columns), height: area.height / max(1, size.rows))
      if found.cell == nil, cell.isPlausible { found.cell = cell }
    case .attributes(let attributes):
      found.sixel = attributes.dropFirst().contains(4)
      found.iterm = found.iterm || isNamedITerm && !isMultiplexed
      found.sharedMemory = found.sharedMemory && found.kitty
      // The kernel's word, where it has one, changes with the window.
      if let window { found.cell = window }
      return found
    }
    return nil
  }
}
