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
  case section10, section11, section12, section13
  case answer, closeQuestion
  case read, goToPlace, bookmark, bookmarks, narrower, wider
}

extension Command {
  /// What the help says.
  var title: String {
    switch self {
    case .quit: "Quit"
    case .help: "Show or hide this help"
    case .themes: "Choose a theme"
    case .palette: "Find a command"
    case .goBack: "Back to where you were"
    case .goForward: "Forward again"
    case .setLetter: "Put a letter on this place"
    case .goToLetter: "Go to the place with a letter"
    case .back: "Go back, close, cancel"
    case .open: "Open"
    case .nextFocus: "Switch between sidebar and list"
    case .up: "Up"
    case .down: "Down"
    case .pageUp: "A page up"
    case .pageDown: "A page down"
    case .top: "To the start"
    case .bottom: "To the end"
    case .left: "To the sidebar, or back"
    case .right: "Into the list, or open"
    case .previousTab: "Previous tab"
    case .nextTab: "Next tab"
    case .filter: "Filter this list as you type"
    case .arrange: "Sort this list, or show a part of it"
    case .nextOrder: "Sort this list another way"
    case .settings: "Settings"
    case .preview: "Watch the preview"
    case .similar: "Films like this"
    case .profile: "Your profile"
    case .author: "Who wrote or made this"
    case .openArtist: "Their artist page"
    case .about: "About cnt"
    case .attendees: "Who comes to the event"
    case .edit: "Change what is yours"
    case .remove: "Delete what is yours"
    case .exportEvent: "Write the event into a calendar file"
    case .playAll: "Play all of this section"
    case .refresh: "Sync now"
    case .search: "Search everything"
    case .notifications: "Notifications"
    case .outbox: "What waits to be sent"
    case .downloads: "What is kept here"
    case .repaint: "Repaint the screen"
    case .pictures: "Show pictures, or none"
    case .suspend: "Suspend to the shell"
    case .play: "Play"
    case .playPause: "Pause or go on"
    case .stop: "Stop"
    case .seekBack: "Back 10 seconds"
    case .seekForward: "Forward 10 seconds"
    case .previousTrack: "Previous in the queue"
    case .nextTrack: "Next in the queue"
    case .volumeDown: "Quieter"
    case .volumeUp: "Louder"
    case .slower: "Slower"
    case .faster: "Faster"
    case .slightlySlower: "A little slower"
    case .slightlyFaster: "A little faster"
    case .previousChapter: "Previous chapter"
    case .nextChapter: "Next chapter"
    case .chapters: "Chapters"
    case .jumpTo: "Go to a time"
    case .lyrics: "Lyrics of what plays"
    case .saveQueue: "Keep the queue as a playlist"
    case .addToPlaylist: "Add to a playlist"
    case .clearHistory: "Forget what was played"
    case .copyLink: "Copy the address"
    case .copyMarkdown: "Copy as Markdown"
    case .queue: "What is played next"
    case .enqueue: "Add to the queue"
    case .playNext: "Play after this"
    case .shuffle: "Mix what comes next, or not"
    case .repeatMode: "Repeat all, one, or nothing"
    case .sleepTimer: "Pause by itself after a while"
    case .video: "Film on the whole screen, or not"
    case .picture: "Film with its picture, or only heard"
    case .subtitles: "Next subtitles, or none"
    case .filmWay: "Film in pixels, or in half blocks"
    case .videoWindow: "Film in a window (mpv)"
    case .favorite: "Favourite or not"
    case .like: "Like or unlike"
    case .comment: "Comment"
    case .compose: "Write a post"
    case .join: "Join or leave the event"
    case .follow: "Follow or unfollow the artist"
    case .markRead: "Mark as read"
    case .markAllRead: "Mark all as read"
    case .download: "Download, or remove the download"
    case .pauseDownload: "Pause the download, or go on"
    case .pin: "Pin the download, so that it stays"
    case .deskUsers: "Accounts"
    case .deskPublished: "What is published"
    case .deskHidden: "What was rejected or archived"
    case .deskCarousel: "Posts of the carousel"
    case .deskCommission: "Commission"
    case .toggle: "Switch on or off (rights, carousel)"
    case .archive: "Archive, off the platform"
    case .delete: "Delete for good"
    case .approve: "Approve"
    case .reject: "Reject, with a reason"
    case .undo: "Take the last decision back"
    case .read: "Read a document, or a story's place in the Bible"
    case .goToPlace: "Go to a place in a text, or find words"
    case .bookmark: "Bookmark this place, or not"
    case .bookmarks: "Bookmarks of this text"
    case .narrower: "Narrower text"
    case .wider: "Wider text"
    case .answer: "Answer a question"
    case .closeQuestion: "Close a question"
    case .mark: "Mark, or unmark"
    case .markRange: "Mark from the last mark to here"
    case .markAll: "Mark all that are loaded"
    case .retry: "Send again"
    case .discard: "Discard, and undo it here; out of a playlist"
    default: "Go to \(section?.title ?? "")"
    }
  }

  /// The group in the help.
  var group: String {
    switch self {
    case .play, .preview, .playAll, .playPause, .stop, .seekBack, .seekForward, .previousTrack,
      .nextTrack,
      .volumeDown, .volumeUp, .slower, .faster, .queue, .enqueue,
      .playNext, .shuffle, .repeatMode, .sleepTimer, .slightlySlower, .slightlyFaster,
      .previousChapter, .nextChapter, .chapters, .jumpTo, .lyrics, .saveQueue, .addToPlaylist,
      .clearHistory, .video, .picture, .subtitles, .videoWindow, .filmWay:
      "Player"
    case .similar, .attendees, .edit, .remove, .exportEvent, .author, .openArtist, .copyLink,
      .copyMarkdown,
      .favorite, .like, .comment, .compose, .join, .follow, .markRead,
      .markAllRead, .answer, .closeQuestion:
      "Do"
    case .read, .goToPlace, .bookmark, .bookmarks, .narrower, .wider: "Read"
    case .download, .pauseDownload, .pin: "Downloads"
    case .approve, .reject, .undo, .deskUsers, .deskPublished, .deskHidden, .deskCarousel,
      .deskCommission, .toggle, .archive, .delete:
      "Admin"
    case .mark, .markRange, .markAll: "Marks"
    case .retry, .discard: "Outbox"
    case .settings, .profile, .about, .quit, .help, .palette, .themes, .refresh, .search,
      .notifications,
      .outbox, .downloads,
      .repaint, .pictures,
      .suspend:
      "Program"
    default: section == nil ? "Move" : "Sections"
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
