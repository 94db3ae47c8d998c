import MediaKit
import SyncEngine
import TermKit

/// The editor: the waveform with cursor and selection, times, and the keys.
struct EditorView {
  let box: EditorState

  /// Columns of the waveform on a screen of a size.
  static func columns(in size: Size) -> Int { max(10, size.columns - 6) }

  func draw(_ painter: inout Painter, _ state: AppState) {
    let size = painter.canvas.size
    let inside = painter.box(
      columns: size.columns, rows: size.rows, title: " \(tr("Edit")) · \(box.take.name) ")
    let (left, top, width) = (inside.origin.column, inside.origin.row, inside.size.columns)
    func line(_ spans: [Painter.Span], _ row: Int) {
      guard row >= 0, row < inside.size.rows else { return }
      painter.line(spans, column: left, row: top + row, width: width, on: .panel)
    }
    switch box.phase {
    case .loading: line([.init(tr("Reading the sound…"), .tertiary)], 1)
    case .failed(let sentence):
      for (index, text) in DisplayText.wrapped(sentence, to: max(1, width)).prefix(4).enumerated() {
        line([.init(text, .error)], 1 + index)
      }
    case .ready, .working:
      line(times, 0)
      let rows = max(2, min(inside.size.rows - 8, 24))
      waveform(&painter, Rect(column: left, row: top + 2, columns: width, rows: rows))
      line(marks(width), 2 + rows)
      line(facts, 3 + rows)
    }
    if case .working(let what) = box.phase {
      line([.init(what, .info)], inside.size.rows - 4)
    } else if let note = box.note {
      line([.init(note, .warning)], inside.size.rows - 4)
    }
    for (index, keys) in Self.keys(width).enumerated() {
      line(keys, inside.size.rows - 3 + index)
    }
  }

  private func time(_ sample: Int64) -> String {
    let seconds = box.edit.seconds(sample)
    let tenth = Int(seconds * 10) % 10
    return Presenter.time(Int(seconds)) + ".\(tenth)"
  }

  private var times: [Painter.Span] {
    var spans: [Painter.Span] = [
      .init(time(box.cursor), .accent), .init(" / \(time(box.length))", .secondary),
    ]
    if let part = box.selection {
      spans.append(
        .init(
          "   " + tr("chosen: \(time(part.lowerBound)) to \(time(part.upperBound))"), .warning))
    }
    if let playing = box.playing { spans.append(.init("   ▶ \(time(playing))", .success)) }
    return spans
  }

  private var facts: [Painter.Span] {
    var parts: [String] = []
    if box.edit.loudness != nil { parts.append(tr("loudness set")) }
    if box.edit.noiseReduction != nil { parts.append(tr("noise lowered")) }
    if let clip = box.edit.clips.first, clip.fadeIn > 0 {
      parts.append(tr("fades in \(time(clip.fadeIn))"))
    }
    if let clip = box.edit.clips.last, clip.fadeOut > 0 {
      parts.append(tr("fades out \(time(clip.fadeOut))"))
    }
    if !box.edit.chapters.isEmpty {
      let count = box.edit.chapters.count
      parts.append(tr(count, one: "\(count) chapter", other: "\(count) chapters"))
    }
    return [.init(parts.joined(separator: " · "), .tertiary)]
  }

  /// The place of a sample among the columns; nil where it is not shown.
  private func column(_ sample: Int64) -> Int? {
    let place = Int((Double(sample - box.first) / box.zoom).rounded(.down))
    return (0..<box.columns).contains(place) ? place : nil
  }

  /// Two steps to a row: full, upper and lower halves.
  private func waveform(_ painter: inout Painter, _ rect: Rect) {
    let peaks = box.peaks()
    let half = Double(rect.size.rows)
    let cursor = column(min(box.cursor, max(0, box.length - 1)))
    let playing = box.playing.flatMap(column)
    let chosen = box.selection.map { part in
      Int(
        Double(part.lowerBound - box.first) / box.zoom)..<max(
          Int(Double(part.lowerBound - box.first) / box.zoom) + 1,
          Int(Double(part.upperBound - box.first) / box.zoom))
    }
    for row in 0..<rect.size.rows {
      var spans: [Painter.Span] = []
      for (index, peak) in peaks.enumerated() where index < rect.size.columns {
        let role: ThemeRole =
          index == playing
          ? .success : chosen?.contains(index) == true ? .warning : .accent
        if index == cursor {
          spans.append(.init("│", .error))
          continue
        }
        let (top, bottom) = (half * (1 - peak.most), half * (1 - peak.least))
        func isFilled(_ step: Int) -> Bool {
          // The middle is always drawn, so that silence is seen.
          let (low, high) = (min(top, half - 0.5), max(bottom, half + 0.5))
          return Double(step) + 0.5 >= low && Double(step) + 0.5 <= high
        }
        switch (isFilled(row * 2), isFilled(row * 2 + 1)) {
        case (true, true): spans.append(.init("█", role))
        case (true, false): spans.append(.init("▀", role))
        case (false, true): spans.append(.init("▄", role))
        case (false, false):
          spans.append(.init(chosen?.contains(index) == true ? "░" : " ", role))
        }
      }
      painter.line(
        Self.joined(spans), column: rect.origin.column, row: rect.origin.row + row,
        width: rect.size.columns, on: .panel)
    }
  }

  /// Neighbours of one role as one span.
  private static func joined(_ spans: [Painter.Span]) -> [Painter.Span] {
    var result: [Painter.Span] = []
    for span in spans {
      if let last = result.last, last.role == span.role {
        result[result.count - 1].text += span.text
      } else {
        result.append(span)
      }
    }
    return result
  }

  /// Where chapters begin and clips meet.
  private func marks(_ width: Int) -> [Painter.Span] {
    var text = [Character](repeating: " ", count: min(width, box.columns))
    for start in box.edit.starts.dropFirst() {
      if let place = column(start), text.indices.contains(place) { text[place] = "┴" }
    }
    for chapter in box.edit.chapters {
      if let place = column(chapter.start), text.indices.contains(place) { text[place] = "◆" }
    }
    return [.init(String(text), .tertiary)]
  }

  /// All keys, over as many lines as there is room for.
  private static func keys(_ width: Int) -> [[Painter.Span]] {
    let pairs = [
      (tr("Space"), tr("play, stop")), ("v", tr("choose")), ("d", tr("cut out")),
      ("t", tr("keep only this")), ("i", tr("fade in to here")), ("o", tr("fade out from here")),
      ("< >", tr("quieter, louder")), ("N", tr("loudness")), ("n", tr("noise")),
      ("s", tr("silences")), ("c", tr("chapter")), ("+ -", tr("zoom")), ("u U", tr("undo, redo")),
      (tr("Enter"), tr("publish")), (tr("Esc"), tr("close")),
    ]
    var lines: [[Painter.Span]] = [[]]
    var used = 0
    for (key, what) in pairs {
      let spans: [Painter.Span] = [.init(" \(key) ", .key), .init(what + " ", .secondary)]
      let needed = spans.reduce(0) { $0 + DisplayText.width(of: $1.text) }
      if used + needed > width, !lines[lines.count - 1].isEmpty {
        guard lines.count < 3 else { break }
        lines.append([])
        used = 0
      }
      lines[lines.count - 1] += spans
      used += needed
    }
    return lines
  }
}
