import CNTKit
import Foundation
import MediaKit
import SyncEngine
import TermKit

/// Everything that can happen to the state.
enum Action: Sendable {
  /// A key, a click, a paste or a new size.
  case input(InputEvent)
  /// A named command, from a key or from another part of the program.
  case command(Command)
  /// Rows arrived for a list.
  case loaded(ListScreen.Load, ListWindow)
  /// The outbox arrived for the list that asked.
  case outboxLoaded([OutboxEntry])
  /// The queue of the downloads arrived: for marks in rows, and for its own list.
  case downloadsLoaded([Download], DownloadUsage, revision: Int)
  case deskLoaded(DeskFigures)
  case choicesLoaded(token: Int)
  /// The recordings of this machine.
  case takesLoaded([TakeFile])
  /// What is on its way to the platform.
  case publicationsLoaded([Publication])
  /// Something cannot be published as the form has it.
  /// It is prepared, and goes up in the background.
  case publishQueued(String)
  case publishRefused(FormState, title: String, FormProblem)
  case recorder(RecorderNews)
  case editor(EditorNews)
  case userCountsLoaded(UserCounts)
  case commissionLoaded(CommissionState)
  /// The rows of a detail arrived; `comments` is empty for anything but a post.
  case detailLoaded(ItemRef, row: Row?, related: [Row])
  /// A month's events; `isCut` when there are more than were read.
  case calendarLoaded(CalendarState.Load, [Row], isCut: Bool)
  /// Those who asked to come to an event.
  case attendeesLoaded(event: Int, [EventAttendee])
  /// Those who follow an artist.
  case followersLoaded(artist: Int, [ArtistFollower])
  case pageLoaded(token: Int, PageContent)
  case usernameChecked(FormState.NameNote)
  /// The settings as their file has them.
  case settingsRead([SettingLine], path: String)
  case settingsProblem(String)
  /// The file was changed; this is what it says now.
  case settingChanged(Settings.Key, Settings)
  case reader(ReaderNews)
  case countsLoaded(MirrorCounts, categories: [Int: String])
  /// Who one is, as the mirror knows it now.
  case profileLoaded(User)
  /// Somebody committed to the mirror.
  case mirrorChanged
  case syncStatus(SyncStatus)
  case signedIn(AppState.Account, drafts: [String: String])
  case signInFailed(String)
  /// The session ended: sign in again.
  case signedOut(reason: String?)
  case player(PlayerEvent)
  /// A load began, at this many seconds.
  case playing(ItemRef, startedAt: Double)
  case playFailed(String)
  /// How the lists were arranged the last time.
  case arrangementsLoaded([String: [String: Arrangement]])
  /// The parts that a list can be narrowed to.
  case facetsLoaded(ListQuery.Source, [ListFilter])
  /// The places with letters of this account.
  case placesLoaded([String: PlaceMark])
  /// The player has the entry in hand that goes on at the end, from this second.
  case prepared(UInt32, startedAt: Double)
  /// The queue of an earlier run, and where its current entry stopped, seconds.
  case queueOpened(PlayQueue, position: Double)
  /// The queue as it is stored now.
  case queueLoaded(PlayQueue, position: Double)
  /// A change of the queue was written: what is stored now, with what others did; nil where it could
  /// not be.
  case queueSaved(PlayQueue?, since: [UInt32], position: Double)
  /// A text could not be kept for sending: it is the draft of `key` again.
  case draftKept(key: String, text: String)
  /// The newest unread notifications, and how many of them are new.
  case noticesLoaded([Row], count: Int)
  /// Nobody on the desktop shows it.
  case noticeRefused(Notice)
  /// nil where there are none.
  case lyricsLoaded(ItemRef, String?)
  /// Those that something can be added to.
  case playlistsLoaded([Row])
  case settingsLoaded(volume: Double?, speed: Double?)
  /// Decisions are in the outbox, and can be taken back.
  case decided(Undoable)
  /// The terminal was asked to take something on its clipboard, or could not be.
  case copied(what: Phrase, wasAsked: Bool)
  case edited(ExternalEditor.Outcome)
  /// The theme that was chosen in the app some other day.
  case themeChosen(String)
  /// The person's keys and themes were read, at the start or after a change.
  case userFiles(UserFiles)
  /// A picture that was asked for is here, or is not to be had.
  case picture(PictureRequest, PictureOutcome)
  case say(String, AppState.Toast.Kind)
  /// Show a place of the app.
  case open(DeepLink)
  /// Another program asks for something; the answer is an effect.
  case remote(RemoteRequestID, RemoteCommand)
  case tick
}

extension Action {
  /// Whether it brings the stored queue itself.
  var isOfQueue: Bool {
    switch self {
    case .queueOpened, .queueLoaded, .queueSaved: true
    default: false
    }
  }
}
