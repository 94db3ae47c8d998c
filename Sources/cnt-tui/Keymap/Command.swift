/// Everything a key can do. One table serves the keymap, the help and the hints.
enum Command: String, Sendable, Hashable, CaseIterable {
  case quit, help, palette, goBack, goForward, setLetter, goToLetter, themes, back, open, nextFocus
  case up, down, pageUp, pageDown, top, bottom, left, right, previousTab, nextTab
  case arrange, nextOrder, playAll
  case settings, similar, profile, author, openArtist, about, attendees, edit, remove, exportEvent
  case filter, refresh, search, notifications, outbox, downloads, repaint, suspend, pictures
  case play, preview, playPause, stop, seekBack, seekForward, previousTrack, nextTrack
  case volumeDown, volumeUp, slower, faster
  case copyLink, copyMarkdown, favorite, like, comment, compose, join, follow, markRead, markAllRead
  case slightlySlower, slightlyFaster, previousChapter, nextChapter, chapters, jumpTo, lyrics
  case queue, enqueue, playNext, shuffle, repeatMode, sleepTimer
  case saveQueue, addToPlaylist, clearHistory
  case video, picture, subtitles, videoWindow, filmWay
  case download, pauseDownload, pin
  case deskUsers, deskPublished, deskHidden, deskCarousel, deskCommission
  case toggle, archive, delete
  case approve, reject, undo, mark, markRange, markAll, retry, discard
  case section1, section2, section3, section4, section5, section6, section7, section8, section9
  case section10, section11, section12, section13, section14
  case answer, closeQuestion
  case read, goToPlace, bookmark, bookmarks, narrower, wider
}

extension Command {
  /// What the help says, in the language in force.
  var title: String { tr(name) }

  /// The same as our own words.
  var name: Phrase {
    switch self {
    case .quit: Phrase("Quit")
    case .help: Phrase("Show or hide this help")
    case .themes: Phrase("Choose a theme")
    case .palette: Phrase("Find a command")
    case .goBack: Phrase("Back to where you were")
    case .goForward: Phrase("Forward again")
    case .setLetter: Phrase("Put a letter on this place")
    case .goToLetter: Phrase("Go to the place with a letter")
    case .back: Phrase("Go back, close, cancel")
    case .open: Phrase("Open")
    case .nextFocus: Phrase("Switch between sidebar and list")
    case .up: Phrase("Up")
    case .down: Phrase("Down")
    case .pageUp: Phrase("A page up")
    case .pageDown: Phrase("A page down")
    case .top: Phrase("To the start")
    case .bottom: Phrase("To the end")
    case .left: Phrase("To the sidebar, or back")
    case .right: Phrase("Into the list, or open")
    case .previousTab: Phrase("Previous tab")
    case .nextTab: Phrase("Next tab")
    case .filter: Phrase("Filter this list as you type")
    case .arrange: Phrase("Sort this list, or show a part of it")
    case .nextOrder: Phrase("Sort this list another way")
    case .settings: Phrase("Settings")
    case .preview: Phrase("Watch the preview")
    case .similar: Phrase("Films like this")
    case .profile: Phrase("Your profile")
    case .author: Phrase("Who wrote or made this")
    case .openArtist: Phrase("Their artist page")
    case .about: Phrase("About cnt")
    case .attendees: Phrase("Who comes to the event")
    case .edit: Phrase("Change what is yours")
    case .remove: Phrase("Delete what is yours")
    case .exportEvent: Phrase("Write the event into a calendar file")
    case .playAll: Phrase("Play all of this section")
    case .refresh: Phrase("Sync now")
    case .search: Phrase("Search everything")
    case .notifications: Phrase("Notifications")
    case .outbox: Phrase("What waits to be sent")
    case .downloads: Phrase("What is kept here")
    case .repaint: Phrase("Repaint the screen")
    case .pictures: Phrase("Show pictures, or none")
    case .suspend: Phrase("Suspend to the shell")
    case .play: Phrase("Play")
    case .playPause: Phrase("Pause or go on")
    case .stop: Phrase("Stop")
    case .seekBack: Phrase("Back 10 seconds")
    case .seekForward: Phrase("Forward 10 seconds")
    case .previousTrack: Phrase("Previous in the queue")
    case .nextTrack: Phrase("Next in the queue")
    case .volumeDown: Phrase("Quieter")
    case .volumeUp: Phrase("Louder")
    case .slower: Phrase("Slower")
    case .faster: Phrase("Faster")
    case .slightlySlower: Phrase("A little slower")
    case .slightlyFaster: Phrase("A little faster")
    case .previousChapter: Phrase("Previous chapter")
    case .nextChapter: Phrase("Next chapter")
    case .chapters: Phrase("Chapters")
    case .jumpTo: Phrase("Go to a time")
    case .lyrics: Phrase("Lyrics of what plays")
    case .saveQueue: Phrase("Keep the queue as a playlist")
    case .addToPlaylist: Phrase("Add to a playlist")
    case .clearHistory: Phrase("Forget what was played")
    case .copyLink: Phrase("Copy the address")
    case .copyMarkdown: Phrase("Copy as Markdown")
    case .queue: Phrase("What is played next")
    case .enqueue: Phrase("Add to the queue")
    case .playNext: Phrase("Play after this")
    case .shuffle: Phrase("Mix what comes next, or not")
    case .repeatMode: Phrase("Repeat all, one, or nothing")
    case .sleepTimer: Phrase("Pause by itself after a while")
    case .video: Phrase("Film on the whole screen, or not")
    case .picture: Phrase("Film with its picture, or only heard")
    case .subtitles: Phrase("Next subtitles, or none")
    case .filmWay: Phrase("Film in pixels, or in half blocks")
    case .videoWindow: Phrase("Film in a window (mpv)")
    case .favorite: Phrase("Favourite or not")
    case .like: Phrase("Like or unlike")
    case .comment: Phrase("Comment")
    case .compose: Phrase("Write a post")
    case .join: Phrase("Join or leave the event")
    case .follow: Phrase("Follow or unfollow the artist")
    case .markRead: Phrase("Mark as read")
    case .markAllRead: Phrase("Mark all as read")
    case .download: Phrase("Download, or remove the download")
    case .pauseDownload: Phrase("Pause the download, or go on")
    case .pin: Phrase("Pin the download, so that it stays")
    case .deskUsers: Phrase("Accounts")
    case .deskPublished: Phrase("What is published")
    case .deskHidden: Phrase("What was rejected or archived")
    case .deskCarousel: Phrase("Posts of the carousel")
    case .deskCommission: Phrase("Commission")
    case .toggle: Phrase("Switch on or off (rights, carousel)")
    case .archive: Phrase("Archive, off the platform")
    case .delete: Phrase("Delete for good")
    case .approve: Phrase("Approve")
    case .reject: Phrase("Reject, with a reason")
    case .undo: Phrase("Take the last decision back")
    case .read: Phrase("Read a document, or a story's place in the Bible")
    case .goToPlace: Phrase("Go to a place in a text, or find words")
    case .bookmark: Phrase("Bookmark this place, or not")
    case .bookmarks: Phrase("Bookmarks of this text")
    case .narrower: Phrase("Narrower text")
    case .wider: Phrase("Wider text")
    case .answer: Phrase("Answer a question")
    case .closeQuestion: Phrase("Close a question")
    case .mark: Phrase("Mark, or unmark")
    case .markRange: Phrase("Mark from the last mark to here")
    case .markAll: Phrase("Mark all that are loaded")
    case .retry: Phrase("Send again")
    case .discard: Phrase("Discard, and undo it here; out of a playlist")
    default: Phrase("Go to \(section?.title ?? "")")
    }
  }

  /// The group in the help.
  var group: Phrase {
    switch self {
    case .play, .preview, .playAll, .playPause, .stop, .seekBack, .seekForward, .previousTrack,
      .nextTrack,
      .volumeDown, .volumeUp, .slower, .faster, .queue, .enqueue,
      .playNext, .shuffle, .repeatMode, .sleepTimer, .slightlySlower, .slightlyFaster,
      .previousChapter, .nextChapter, .chapters, .jumpTo, .lyrics, .saveQueue, .addToPlaylist,
      .clearHistory, .video, .picture, .subtitles, .videoWindow, .filmWay:
      Phrase("Player")
    case .similar, .attendees, .edit, .remove, .exportEvent, .author, .openArtist, .copyLink,
      .copyMarkdown,
      .favorite, .like, .comment, .compose, .join, .follow, .markRead,
      .markAllRead, .answer, .closeQuestion:
      Phrase("Do")
    case .read, .goToPlace, .bookmark, .bookmarks, .narrower, .wider: Phrase("Read")
    case .download, .pauseDownload, .pin: Phrase("Downloads")
    case .approve, .reject, .undo, .deskUsers, .deskPublished, .deskHidden, .deskCarousel,
      .deskCommission, .toggle, .archive, .delete:
      Phrase("Admin")
    case .mark, .markRange, .markAll: Phrase("Marks")
    case .retry, .discard: Phrase("Outbox")
    case .settings, .profile, .about, .quit, .help, .palette, .themes, .refresh, .search,
      .notifications,
      .outbox, .downloads,
      .repaint, .pictures,
      .suspend:
      Phrase("Program")
    default: section == nil ? Phrase("Move") : Phrase("Sections")
    }
  }

  /// The section that a number key goes to.
  var section: SectionSpec? {
    guard rawValue.hasPrefix("section"), let number = Int(rawValue.dropFirst(7)),
      SectionSpec.all.indices.contains(number - 1)
    else { return nil }
    return SectionSpec.all[number - 1]
  }
}
