import CNTKit
import SyncEngine
import TermKit

extension Updater {
  /// Carries out a command on whatever it applies to; a command with nothing to act on does nothing.
  func run(_ state: inout AppState, _ command: Command) -> [Effect] {
    guard state.account != nil else { return command == .quit ? quit(&state) : [] }
    if let effects = reader(&state, command) ?? document(&state, command) ?? create(&state, command)
    {
      return effects
    }
    switch command {
    case .quit: return quit(&state)
    case .help:
      state.overlay = .help(scroll: 0)
      return []
    case .goBack, .goForward: return travel(&state, command)
    case .setLetter: return askForMark(&state, .set)
    case .goToLetter: return askForMark(&state, .go)
    case .themes: return openThemes(&state)
    case .copyLink, .copyMarkdown: return copy(&state, command)
    case .arrange, .nextOrder: return arrange(&state, command)
    case .playAll: return playAll(&state)
    case .settings: return openSettings(&state)
    case .similar: return openSimilar(&state)
    case .remove where state.isDesk: return desk(&state, .delete)
    case .profile, .author, .openArtist, .about, .attendees, .edit, .remove, .exportEvent:
      return members(&state, command)
    case .palette: return openPalette(&state)
    case .repaint: return [.repaint]
    case .pictures: return togglePictures(&state)
    case .suspend: return [.suspend]
    case .refresh:
      state.say(tr("Syncing…"))
      return [.syncNow]
    case .search: return goToSearch(&state)
    case .notifications: return go(&state, .notifications)
    case .outbox: return goToLibrary(&state, .outbox)
    case .downloads: return goToLibrary(&state, .downloads)
    case .up, .down, .pageUp, .pageDown, .top, .bottom, .left, .right, .open, .back, .nextFocus,
      .previousTab, .nextTab, .filter:
      return move(&state, command)
    case .play, .preview, .playPause, .stop, .seekBack, .seekForward, .previousTrack, .nextTrack,
      .volumeDown, .volumeUp, .slower, .faster, .slightlySlower, .slightlyFaster:
      return play(&state, command)
    case .video, .picture, .subtitles, .videoWindow, .filmWay: return video(&state, command)
    case .previousChapter, .nextChapter, .chapters, .jumpTo, .lyrics, .addToPlaylist, .saveQueue,
      .clearHistory:
      return player(&state, command)
    case .queue, .enqueue, .playNext, .shuffle, .repeatMode, .sleepTimer:
      return queue(&state, command)
    case .compose:
      return compose(&state, state.section == .support ? .question : .post)
    case .approve where state.isDesk && !state.isQueue: return desk(&state, command)
    case .read: return read(&state)
    case .goToPlace: return state.isAtScripture ? openScripture(&state, nil) : []
    case .bookmark, .bookmarks, .narrower, .wider: return []
    case .answer, .closeQuestion: return support(&state, command)
    case .approve, .reject: return decide(&state, command)
    case .deskUsers, .deskPublished, .deskHidden, .deskCarousel, .deskCommission:
      return openDesk(&state, command)
    case .toggle, .archive, .delete: return desk(&state, command)
    case .undo: return undo(&state)
    case .mark, .markRange, .markAll: return mark(&state, command)
    case .favorite, .like, .comment, .join, .follow, .markRead:
      if let effects = actOnMarked(&state, command) { return effects }
      guard let row = state.target else { return [] }
      return act(&state, command, on: row)
    case .markAllRead:
      guard state.section == .notifications else { return [] }
      return [.submit(.markAllRead)]
    case .download, .pauseDownload, .pin:
      if let effects = actOnMarked(&state, command) { return effects }
      return download(&state, command)
    case .retry, .discard:
      if command == .discard, let effects = removeFromPlaylist(&state) { return effects }
      if state.selectedDownload != nil {
        return download(&state, command == .discard ? .download : command)
      }
      guard case .list(let list) = state.screen, let entry = list.selectedEntry else { return [] }
      return command == .retry ? [.retry(entry.id), .loadOutbox] : discard(&state, entry)
    default:
      guard let section = command.section else { return [] }
      return go(&state, section.id)
    }
  }

  /// Gives a write up. What somebody wrote is gone then, so they are asked.
  private func discard(_ state: inout AppState, _ entry: OutboxEntry) -> [Effect] {
    let effects: [Effect] = [.discard(entry.id), .loadOutbox]
    switch entry.write {
    case .post, .comment, .askSupport, .answerSupport:
      state.overlay = .confirm(
        ConfirmState(
          question: tr("Discard “\(recognised(entry.title))”?"),
          detail: tr("Its text is gone then."),
          yes: tr("discard it"),
          effects: effects, said: tr("Discarded")))
      return []
    default: return effects
    }
  }

  private func go(_ state: inout AppState, _ id: SectionSpec.ID) -> [Effect] {
    state.focus = .main
    return state.show(id)
  }

  /// Shows a tab of the library that no sidebar entry leads to.
  private func goToLibrary(_ state: inout AppState, _ content: TabSpec.Content) -> [Effect] {
    var effects = saveReaders(state) + go(&state, .library)
    while state.pop() {}
    guard case .list(var list) = state.screen,
      let tab = list.tabs.firstIndex(where: { $0.content == content })
    else { return effects }
    effects += openTab(&state, &list, tab)
    return effects
  }

  /// The line of the search, ready to be typed in.
  private func goToSearch(_ state: inout AppState) -> [Effect] {
    let effects = saveReaders(state) + go(&state, .search)
    var isOnTop = true
    while state.pop() { isOnTop = false }
    guard case .list(var list) = state.screen else { return effects }
    list.isFiltering = true
    state.screen = .list(list)
    return isOnTop ? effects : effects + state.refreshVisible()
  }

  /// Commands that write: the effect puts them into mirror and outbox at once.
  private func act(_ state: inout AppState, _ command: Command, on row: Row) -> [Effect] {
    switch (command, row.item) {
    case (.favorite, .podcast), (.favorite, .movie), (.favorite, .track):
      state.say(
        row.isFavorite ? tr("Removed from favourites") : tr("Added to favourites"), .success)
      return [.submit(.favorite(row.item.ref, !row.isFavorite))]
    case (.like, .post(let post)):
      return [.submit(.like(post: post.id, liked: !post.isLiked))]
    case (.comment, .post(let post)):
      return compose(&state, .comment(post: post.id, title: post.title))
    case (.join, .event(let event)) where event.hostID != state.account?.userID:
      let leaving = event.isAttending || event.myAttendanceStatus != nil
      state.say(
        leaving ? tr("You are no longer on the list") : tr("Asked the host for a place"), .success)
      return [.submit(.attend(event: event.id, !leaving))]
    case (.follow, .artist(let artist)) where artist.userID != state.account?.userID:
      return [.submit(.follow(artist: artist.id, artist.isFollowing != true))]
    case (.markRead, .notification(let notification)) where !notification.read:
      return [.submit(.markRead([notification.id]))]
    case (.markRead, .support(let message)): return see(state, message)
    default: return []
    }
  }

  /// A decided item leaves the queue, so its detail closes.
  func leaveDecided(_ state: inout AppState) {
    if case .detail(let detail) = state.screen, detail.ref.kind == .adminItem { _ = state.pop() }
  }
}
