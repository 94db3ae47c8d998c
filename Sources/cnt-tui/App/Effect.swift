import CNTKit
import SyncEngine

/// Work that the pure core asks for; what comes of it returns as an ``Action``.
enum Effect: Sendable, Hashable {
  case load(ListScreen.Load)
  case loadOutbox
  case loadDownloads
  case loadDetail(ItemRef)
  case loadCounts
  /// Ask for fresh rows of what the person is looking at.
  case focus(ListQuery.Source)
  case submit(Write)
  case retry(OutboxID)
  case discard(OutboxID)
  /// Keep these things here; `title` is what the person is told of.
  case download([ItemRef], title: String)
  case removeDownload(ItemRef)
  case pauseDownload(ItemRef)
  case resumeDownload(ItemRef)
  case pinDownload(ItemRef, Bool)
  case syncNow
  case play(PlayerState.Entry)
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
  case saveDrafts([String: String])
  case signIn(server: String, name: String, password: String)
  case suspend
  case repaint
  case quit
}
