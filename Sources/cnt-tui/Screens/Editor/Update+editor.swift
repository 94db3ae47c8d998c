import MediaKit
import SyncEngine
import TermKit

extension Updater {
  func openEditor(_ state: inout AppState, _ take: TakeFile) -> [Effect] {
    guard !take.isFilm else {
      state.say(tr("Films are not edited here yet: cnt edit does it in the shell"))
      return []
    }
    var box = EditorState(take: take)
    box.columns = EditorView.columns(in: state.size)
    state.overlay = .editor(box)
    let pause: [Effect] =
      state.player.current != nil && !state.player.isPaused ? run(&state, .playPause) : []
    return pause + [.editor(.open(take))]
  }

  func editor(_ state: inout AppState, _ box: inout EditorState, _ key: KeyPress) -> [Effect] {
    box.columns = EditorView.columns(in: state.size)
    box.note = nil
    defer { if case .editor? = state.overlay { state.overlay = .editor(box) } }
    if key.key == .escape {
      // A selection goes first, then the editor; the edit is kept beside the recording.
      if box.anchor != nil {
        box.anchor = nil
        return []
      }
      state.overlay = nil
      return [.editor(.close)]
    }
    guard box.phase == .ready else { return [] }
    if let effects = moveInEditor(&box, key) { return effects }
    if key.key == .enter, box.isUnkept {
      box.note = tr("The edit could not be kept: see whether the disk is full.")
      return [.editor(.save(box.edit, folder: box.take.folder))]
    }
    if key.key == .enter {
      state.overlay = .form(PublishForm.form(.podcast, take: box.take))
      return [.editor(.close)]
    }
    return changeInEditor(&box, key)
  }

  /// Keys that change nothing of the edit; nil for others.
  private func moveInEditor(_ box: inout EditorState, _ key: KeyPress) -> [Effect]? {
    let second = Int64(box.edit.sampleRate)
    switch key.key {
    case .left, .character("h"): box.move(columns: -1)
    case .right, .character("l"): box.move(columns: 1)
    case .pageUp: box.move(columns: -box.columns / 2)
    case .pageDown: box.move(columns: box.columns / 2)
    case .home, .character("0"): box.go(to: 0)
    case .end, .character("$"): box.go(to: box.length)
    case .character(","): box.go(to: box.cursor - second)
    case .character("."): box.go(to: box.cursor + second)
    case .character("+"), .character("="), .up: box.zoom(by: 0.5)
    case .character("-"), .down: box.zoom(by: 2)
    case .character("a"): box.fit()
    case .character("v"), .character("m"): box.anchor = box.anchor == nil ? box.cursor : nil
    case .character(" "):
      guard box.playing == nil else { return [.editor(.stop)] }
      let from = box.selection?.lowerBound ?? (box.cursor >= box.length ? 0 : box.cursor)
      return [.editor(.play(box.edit, from: from))]
    default: return nil
    }
    return []
  }

  private func changeInEditor(_ box: inout EditorState, _ key: KeyPress) -> [Effect] {
    let before = box.edit
    do {
      switch key.key {
      case .character("u"): box.history.undo()
      case .character("U"): box.history.redo()
      case .character("r") where key.modifiers == .control: box.history.redo()
      case .character("d"), .delete: try cut(&box)
      case .character("t"): try trim(&box)
      case .character("i"): try fade(&box, isIn: true)
      case .character("o"): try fade(&box, isIn: false)
      case .character(">"): try gain(&box, by: 1)
      case .character("<"): try gain(&box, by: -1)
      case .character("N"):
        box.history.change { $0.loudness = $0.loudness == nil ? LoudnessGoal() : nil }
        box.note =
          box.edit.loudness == nil
          ? tr("The loudness stays as it is") : tr("As loud as podcasts are: -16 LUFS")
      case .character("n"):
        box.history.change { $0.noiseReduction = $0.noiseReduction == nil ? 12 : nil }
        box.note =
          box.edit.noiseReduction == nil
          ? tr("Noise stays") : tr("Steady noise is lowered by 12 dB")
      case .character("s"):
        box.phase = .working(tr("Looking for silences…"))
        return [.editor(.findSilences(box.edit))]
      case .character("c"): chapter(&box)
      default: return []
      }
    } catch {
      box.note = recognised(error.recovery)
      return []
    }
    guard box.edit != before else { return [] }
    if let problem = refusal(&box) {
      box.note = problem
      return []
    }
    box.clamp()
    return [.editor(.stop), .editor(.save(box.edit, folder: box.take.folder))]
  }

  /// Takes back what no edit can be; the sentence says why.
  private func refusal(_ box: inout EditorState) -> String? {
    do {
      try box.edit.validate()
      return nil
    } catch {
      box.history.undo()
      box.clamp()
      return recognised(error.recovery)
    }
  }

  private func chosen(_ box: inout EditorState) -> Range<Int64>? {
    if box.selection == nil { box.note = tr("Choose a part first: v begins it at the cursor.") }
    return box.selection
  }

  private func cut(_ box: inout EditorState) throws(EditProblem) {
    guard let part = chosen(&box) else { return }
    try box.history.change { edit throws(EditProblem) in try edit.cut(part) }
    box.anchor = nil
    box.go(to: part.lowerBound)
  }

  private func trim(_ box: inout EditorState) throws(EditProblem) {
    guard let part = chosen(&box) else { return }
    try box.history.change { edit throws(EditProblem) in try edit.trim(to: part) }
    box.anchor = nil
    box.cursor = 0
    box.fit()
  }

  /// From silence at the beginning up to the cursor, or from there down to the end.
  private func fade(_ box: inout EditorState, isIn: Bool) throws(EditProblem) {
    let cursor = box.cursor
    try box.history.change { edit throws(EditProblem) in
      guard !edit.clips.isEmpty else { return }
      if isIn {
        try edit.fade(clip: 0, in: min(cursor, edit.clips[0].length - edit.clips[0].fadeOut))
      } else {
        let last = edit.clips.count - 1
        let rest = edit.length - cursor
        try edit.fade(clip: last, out: min(rest, edit.clips[last].length - edit.clips[last].fadeIn))
      }
    }
  }

  /// Of what is chosen, or of all.
  private func gain(_ box: inout EditorState, by step: Double) throws(EditProblem) {
    let part = box.selection
    try box.history.change { edit throws(EditProblem) in
      if let part {
        try edit.split(at: part.lowerBound)
        try edit.split(at: part.upperBound)
      }
      let starts = edit.starts
      for index in edit.clips.indices where part?.contains(starts[index]) ?? true {
        try edit.setGain(edit.clips[index].gain + step, clip: index)
      }
    }
    if let clip = box.edit.place(of: part?.lowerBound ?? 0)?.clip {
      let gain = Int(box.edit.clips[clip].gain)
      box.note = tr("\(gain > 0 ? "+" : "")\(gain) dB")
    }
  }

  private func chapter(_ box: inout EditorState) {
    let cursor = box.cursor
    guard cursor < box.length else { return }
    box.history.change { edit in
      if let index = edit.chapters.firstIndex(where: { $0.start == cursor }) {
        edit.chapters.remove(at: index)
      } else {
        edit.chapters.append(EditChapter(title: tr("Chapter"), start: cursor))
        edit.chapters.sort { $0.start < $1.start }
      }
      for index in edit.chapters.indices { edit.chapters[index].title = tr("Chapter \(index + 1)") }
    }
  }

  func receive(_ state: inout AppState, _ news: EditorNews) -> [Effect] {
    guard case .editor(var box)? = state.overlay else {
      // It was left while it was opened.
      if case .opened = news { return [.editor(.close)] }
      return []
    }
    defer { state.overlay = .editor(box) }
    switch news {
    case .opened(let take, let edit, let waves):
      guard take.folder == box.take.folder else { return [] }
      box.history = EditHistory(edit)
      box.waves = waves
      box.phase = .ready
      box.columns = EditorView.columns(in: state.size)
      box.fit()
    case .failed(let sentence): box.phase = .failed(sentence)
    case .note(let sentence): box.note = sentence
    case .kept(let isKept):
      box.isUnkept = !isKept
      if !isKept {
        box.note = tr("The edit could not be kept: see whether the disk is full.")
      }
    case .playing(let sample): box.playing = sample
    case .silences(let silences, let edit):
      box.phase = .ready
      // Undone meanwhile: they are of another edit.
      guard edit == box.edit else { return [] }
      guard !silences.isEmpty else {
        box.note = tr("There are no silences longer than a moment.")
        return []
      }
      let margin = Int64(edit.sampleRate / 5)
      do {
        try box.history.change { edit throws(EditProblem) in
          try edit.removeSilence(silences, margin: margin)
        }
      } catch {
        box.note = recognised(error.recovery)
        return []
      }
      if let problem = refusal(&box) {
        box.note = problem
        return []
      }
      box.note = tr(
        silences.count, one: "Took \(silences.count) silence out",
        other: "Took \(silences.count) silences out")
      box.clamp()
      return [.editor(.save(box.edit, folder: box.take.folder))]
    }
    return []
  }
}
