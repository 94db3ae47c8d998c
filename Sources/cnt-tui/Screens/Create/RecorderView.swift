import Foundation
import MediaKit
import TermKit

/// The box of a recording: the device, the time, the level with its peak, and the keys.
struct RecorderView {
  let box: RecorderState

  /// The quietest that the meter shows, dB of full scale.
  private static let floor = -60.0
  /// From here on it is too loud for a voice, dB.
  private static let loud = -6.0

  func draw(_ painter: inout Painter, _ state: AppState) {
    let inside = painter.box(columns: 66, rows: 12, title: " \(title) ")
    let (left, top, width) = (inside.origin.column, inside.origin.row, inside.size.columns)
    func line(_ spans: [Painter.Span], _ row: Int) {
      guard row < inside.size.rows - 1 || row == inside.size.rows - 1 else { return }
      painter.line(spans, column: left, row: top + row, width: width, on: .panel)
    }
    line([.init(device, .secondary)], 0)
    line(phase, 2)
    let channels = box.level?.peak.prefix(2).enumerated().map { $0 } ?? []
    for (index, peak) in channels {
      line(meter(rms: box.level?.rms[index] ?? peak, peak: peak, width: width), 4 + index)
    }
    if let level = box.level {
      let held = level.held <= Self.floor ? "-∞" : "\(Int(level.held.rounded()))"
      line(
        [
          .init(tr("Peak \(held) dB"), .tertiary),
          .init(level.isClipped ? "  " + tr("too loud") : "", .error),
        ], 6)
    }
    if let problem = box.problem {
      for (index, text) in DisplayText.wrapped(problem, to: max(1, width)).prefix(2).enumerated() {
        line([.init(text, .error)], 7 + index)
      }
    }
    line(keys, inside.size.rows - 1)
  }

  private var title: String {
    switch box.kind {
    case .sound: tr("Record a podcast")
    case .camera: tr("Record with the camera")
    case .screen: tr("Record the screen")
    }
  }

  private var device: String {
    guard let title = box.title else { return "" }
    return box.devices.count > 1 ? "◂ \(title) ▸" : title
  }

  private var phase: [Painter.Span] {
    let time = Presenter.time(Int(box.seconds))
    return switch box.phase {
    case .looking: [.init(tr("Looking for devices…"), .tertiary)]
    case .opening: [.init(tr("Opening the device…"), .tertiary)]
    case .ready: [.init(tr("Ready"), .success)]
    case .counting(let beat): [.init("\(beat)…", .accent)]
    case .turning: [.init("○ ", .tertiary), .init(time, .text)]
    case .recording: [.init("● ", .error), .init(time, .text)]
    case .paused: [.init("‖ ", .warning), .init(time, .text), .init("  " + tr("paused"), .warning)]
    case .saving: [.init(tr("Saving…"), .info)]
    case .stopped: []
    }
  }

  /// A bar up to the level, and a mark at the peak.
  private func meter(rms: Double, peak: Double, width: Int) -> [Painter.Span] {
    let cells = max(1, width)
    func place(_ level: Double) -> Int {
      let share = (level - Self.floor) / -Self.floor
      return Int((min(1, max(0, share)) * Double(cells)).rounded())
    }
    let (bar, mark) = (place(rms), place(box.level?.held ?? peak))
    let loud = place(Self.loud)
    var spans: [Painter.Span] = []
    for cell in 0..<cells {
      let role: ThemeRole = cell >= loud ? .error : .success
      if cell == mark - 1, mark > bar {
        spans.append(.init("│", cell >= loud ? .error : .warning))
      } else {
        spans.append(cell < bar ? .init("█", role) : .init("·", .tertiary))
      }
    }
    return spans
  }

  private var keys: [Painter.Span] {
    if box.asksToDiscard {
      return [
        .init(tr("Throw the recording away?") + "  ", .warning), .init(" y ", .key),
        .init(tr("throw it away") + "  ", .secondary), .init(" n ", .key),
        .init(tr("leave it"), .secondary),
      ]
    }
    var pairs: [(String, String)] = []
    switch box.phase {
    case .ready:
      pairs = [
        (tr("Space"), tr("begin")), ("c", box.countsIn ? tr("no count-in") : tr("count-in")),
      ]
      if box.devices.count > 1 { pairs.append(("◂ ▸", tr("device"))) }
    case .recording: pairs = [(tr("Space"), tr("pause")), (tr("Enter"), tr("finish"))]
    case .paused: pairs = [(tr("Space"), tr("go on")), (tr("Enter"), tr("finish"))]
    case .stopped:
      pairs = [("r", tr("look again"))]
      if box.devices.count > 1 { pairs.append(("◂ ▸", tr("device"))) }
    case .looking, .opening, .counting, .turning, .saving: break
    }
    if box.phase != .saving { pairs.append((tr("Esc"), tr("discard"))) }
    return pairs.flatMap {
      [Painter.Span(" \($0.0) ", .key), Painter.Span($0.1 + "  ", .secondary)]
    }
  }
}
