import MediaKit
import TermKit

extension Updater {
  /// What is not about films any more goes when something else begins.
  func beginVideo(_ state: inout AppState, _ entry: PlayerState.Entry) {
    state.video.words = ""
    state.video.tracks = []
    if entry.hasPictures, !state.video.isPossible {
      state.say(tr("This terminal has too few colours for pictures: the film is only heard."))
    }
    if !entry.hasPictures { state.video.picture = nil }
  }

  /// What the player tells of the picture.
  func video(_ state: inout AppState, _ event: PlayerEvent) {
    switch event {
    case .picture(let size):
      state.video.picture = size
      if size == nil, state.player.current == nil { state.video.place = .pane }
      scrollVisibleList(&state)
      if size != nil, state.pictureRect == nil, state.showsPicture {
        state.say(
          state.keymap.filled(
            tr("There is no room for a pane here: {video} shows the film on the whole screen.")))
      }
    case .subtitle(let words): state.video.words = words
    case .subtitleTracks(let tracks): state.video.tracks = tracks
    default: break
    }
  }

  func video(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard let entry = state.player.current else {
      state.say(tr("No film is playing"))
      return []
    }
    guard entry.hasPictures else {
      state.say(tr("This has no picture"))
      return []
    }
    if command == .videoWindow {
      state.player.isPaused = true
      return [.setPaused(true), .openWindow(entry, at: state.player.position)]
        + savePosition(&state)
    }
    guard state.video.isPossible else {
      state.say(
        state.keymap.filled(
          tr("This terminal has too few colours for pictures. {videoWindow} opens a window.")))
      return []
    }
    switch command {
    case .video:
      guard state.video.isWanted else { return video(&state, .picture) }
      guard state.showsPicture else { return [] }
      return setPlace(&state, state.isFullScreen ? .pane : .fullScreen)
    case .picture:
      state.video.isWanted.toggle()
      state.say(state.video.isWanted ? tr("With the picture") : tr("Without the picture"))
      scrollVisibleList(&state)
      return [.setPictures(state.video.isWanted)]
    case .subtitles: return nextSubtitles(&state)
    case .filmWay: return nextFilmWay(&state)
    default: return []
    }
  }

  private func setPlace(_ state: inout AppState, _ place: VideoState.Place) -> [Effect] {
    if state.video.isAlone, place == .pane { return quit(&state) }
    state.video.place = place
    state.video.controlsUntil = nil
    scrollVisibleList(&state)
    return []
  }

  /// First to last, then none.
  private func nextSubtitles(_ state: inout AppState) -> [Effect] {
    let tracks = state.video.tracks
    guard !tracks.isEmpty else {
      state.say(tr("This film has no subtitles"))
      return []
    }
    let next = (tracks.firstIndex(where: \.isSelected) ?? -1) + 1
    for index in tracks.indices { state.video.tracks[index].isSelected = index == next }
    state.video.words = ""
    guard tracks.indices.contains(next) else {
      state.say(tr("No subtitles"))
      return [.selectSubtitles(nil)]
    }
    state.say(tr("Subtitles: \(tracks[next].name)"))
    return [.selectSubtitles(tracks[next].id)]
  }

  /// Keys while the film has the whole screen: as on every player, arrows seek and set the volume.
  func fullScreenKey(_ state: inout AppState, _ key: KeyPress) -> [Effect] {
    showControls(&state)
    guard let command = state.keymap.command(for: key) else { return [] }
    switch command {
    case .back: return setPlace(&state, .pane)
    case .left: return run(&state, .seekBack)
    case .right: return run(&state, .seekForward)
    case .up: return run(&state, .volumeUp)
    case .down: return run(&state, .volumeDown)
    case .open: return run(&state, .playPause)
    case .play: return []
    case .quit, .help: return run(&state, command)
    default: return command.group == Command.play.group ? run(&state, command) : []
    }
  }

  func fullScreenMouse(_ state: inout AppState, _ mouse: MouseEvent) -> [Effect] {
    let hadControls = state.video.controlsUntil != nil
    showControls(&state)
    switch mouse.kind {
    case .wheelUp: return run(&state, .volumeUp)
    case .wheelDown: return run(&state, .volumeDown)
    case .press where mouse.button == .left:
      let controls = FullScreenView.controls(in: state.size)
      let bar = PlayerBar.progress(in: controls)
      if hadControls, bar.contains(mouse.position), let duration = state.player.duration {
        let share = Double(mouse.position.column - bar.origin.column) / Double(bar.size.columns)
        return seek(&state, to: duration * share)
      }
      return run(&state, .playPause)
    default: return []
    }
  }

  private func showControls(_ state: inout AppState) {
    state.video.controlsUntil = state.now.addingTimeInterval(VideoState.controlsStay)
  }
}
