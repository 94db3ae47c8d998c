import CNTKit
import SyncEngine

/// Work that the pure core asks for; what comes of it returns as an ``Action``.
enum Effect: Sendable, Hashable {
  case load(ListScreen.Load)
  case loadOutbox
  /// `revision`: that of the state that asks; ``Updater`` fills it in.
  case loadDownloads(revision: Int = 0)
  case loadDesk
  case loadChoices(token: Int)
  case loadTakes
  case loadPublications
  case deleteTake(String)
  case publish(PublishOrder)
  /// Puts what a form makes into the outbox, and says so.
  case submitForm(Write, FormState, said: String)
  /// Uploads the picture that the form names, and changes the account with it.
  case publishAvatar(FormState, MemberChanges)
  case changePublication(Int64, PublicationChange)
  case recorder(RecorderRequest)
  case editor(EditorRequest)
  case loadUserCounts
  case loadCommission
  /// Ask for the commission anew.
  case fetchCommission
  case loadDetail(ItemRef)
  case loadCounts
  case loadSettings
  /// nil goes back to what is used without the setting.
  case changeSetting(Settings.Key, String?)
  case setDownloadQuota(Int)
  /// End the session and remove the account's files.
  case signOut(discardingUnsent: Bool)
  case loadCalendar(CalendarState.Load)
  case loadPage(Page, token: Int)
  /// Ask who wants to come, who somebody is, whether a user name is free; nothing waits for it.
  case lookAtAttendees(event: Int)
  case lookAtPerson(Int)
  case lookAtFollowers(artist: Int)
  case checkUsername(String)
  /// Write events into a file for other programs.
  case exportEvents([Event])
  /// What a list can be narrowed to.
  case loadFacets(ListQuery.Source)
  case saveArrangements([String: [String: Arrangement]])
  /// Ask for fresh rows of what the person is looking at.
  case focus(ListQuery.Source)
  case submit(Write)
  /// Decisions that can be taken back for a while; `title` is what the person is told.
  case decide([Write], title: String)
  case takeBack(Undoable)
  case retry(OutboxID)
  case discard(OutboxID)
  /// Keep these things here; `title` is what the person is told of.
  case download([ItemRef], title: String)
  case removeDownload(ItemRef)
  case pauseDownload(ItemRef)
  case resumeDownload(ItemRef)
  case pinDownload(ItemRef, Bool)
  case reader(ReaderRequest)
  case uploadDocument(path: String, title: String, category: String)
  /// The pictures on the screen are these now, and no others.
  case wantPictures([PictureRequest])
  case syncNow
  case play(PlayerState.Entry)
  /// Hands over what goes on at the end of what plays, or takes it back.
  case prepareNext(PlayerState.Entry?)
  /// `since`: the entries that were last known to be stored.
  /// Plays a clip: what is kept here, and where it was stopped, belong to the film.
  case playPreview(PlayerState.Entry)
  case saveQueue(PlayQueue, since: [UInt32])
  /// Look whether another program changed the queue.
  case loadQueue
  case loadLyrics(ItemRef)
  /// Look at so many of the newest unread notifications, to tell of them.
  case loadNotices(Int)
  case notify(Notice)
  /// The same through the terminal, where the desktop cannot be told.
  case notifyTerminal(Notice)
  case loadPlaylists
  case createPlaylist(name: String, [ItemRef])
  case addToPlaylist(Int, [ItemRef])
  /// Forgets what was played, but for what plays.
  case clearHistory(keeping: ItemRef?)
  case setPaused(Bool)
  case seek(to: Double)
  case setVolume(Double)
  case setSpeed(Double)
  case stop
  /// Whether the film that plays is decoded at all.
  case setPictures(Bool)
  case selectSubtitles(Int?)
  /// Opens a film outside the terminal, from this second on.
  case openWindow(PlayerState.Entry, at: Double)
  case savePosition(ItemRef, seconds: Double, duration: Double?)
  case saveSetting(key: String, value: String?)
  /// Puts a written text into the outbox; `drafts` are those that are left then. Where it fails, the
  /// text is the draft of `key` again.
  case submitText(Write, drafts: [String: String], key: String, text: String)
  case saveDrafts([String: String])
  case signIn(server: String, name: String, password: String)
  /// What another program asked for is answered.
  case answer(RemoteRequestID, RemoteAnswer)
  /// Put this on the clipboard; `what` begins the sentence that says so.
  case copy(String, what: Phrase)
  /// Let the person write on in an editor of their own.
  case edit(String)
  /// From here on all threads make their sentences so.
  case speak(Catalogue)
  case suspend
  case repaint
  case quit
}
