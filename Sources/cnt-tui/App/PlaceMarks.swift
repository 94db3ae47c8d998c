import CNTKit
import Foundation
import SyncEngine
import TermKit

/// A place that a letter was put on, to come back to it.
struct PlaceMark: Sendable, Hashable, Codable {
  /// As ``DeepLink`` reads it.
  var link: String
  var tab: Int
  /// The selected row, as ``ThingNames`` names it.
  var row: String?
}

/// Places by their letters, and what the next key means for them.
struct PlaceMarks: Sendable, Hashable {
  enum Question: Sendable, Hashable { case set, go }

  var places: [String: PlaceMark] = [:]
  /// What the letter is for that comes next.
  var asked: Question?

  /// Letters and digits.
  static func isLetter(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber)
  }
}

extension Updater {
  /// Asks for the letter.
  func askForMark(_ state: inout AppState, _ question: PlaceMarks.Question) -> [Effect] {
    if question == .go, state.placeMarks.places.isEmpty {
      let key = state.keymap.keys(for: .setLetter).first ?? ""
      state.say(tr("There are no places with a letter yet: \(key) and a letter makes one"))
      return []
    }
    state.placeMarks.asked = question
    let letters = state.placeMarks.places.keys.sorted().joined(separator: " ")
    state.say(
      question == .set ? tr("Which letter for this place?") : tr("Go to which of \(letters)?"))
    return []
  }

  /// Takes the letter; nil where none was asked for.
  func markKey(_ state: inout AppState, _ key: KeyPress) -> [Effect]? {
    guard let question = state.placeMarks.asked else { return nil }
    state.placeMarks.asked = nil
    state.toast = nil
    guard case .character(let character) = key.key, key.modifiers.isEmpty,
      PlaceMarks.isLetter(character)
    else {
      if key != KeyPress("escape") { state.say(tr("A letter or a digit names a place")) }
      return []
    }
    let letter = String(character)
    switch question {
    case .set: return setMark(&state, letter)
    case .go: return goToMark(&state, letter)
    }
  }

  private func setMark(_ state: inout AppState, _ letter: String) -> [Effect] {
    guard let mark = state.placeMark else {
      state.say(tr("This place cannot be named"))
      return []
    }
    state.placeMarks.places[letter] = mark
    let key = state.keymap.keys(for: .goToLetter).first ?? ""
    state.say(tr("\(key)\(letter) comes back here"), .success)
    guard let data = try? JSONEncoder().encode(state.placeMarks.places) else { return [] }
    return [.saveSetting(key: "places", value: String(decoding: data, as: UTF8.self))]
  }

  private func goToMark(_ state: inout AppState, _ letter: String) -> [Effect] {
    guard let mark = state.placeMarks.places[letter], let link = DeepLink(mark.link) else {
      state.say(tr("No place is called \(letter)"))
      return []
    }
    var effects = open(&state, link)
    guard case .list(var list) = state.screen else { return effects }
    let tab = list.tabs.indices.contains(mark.tab) ? mark.tab : list.tab
    effects.removeAll { if case .load = $0 { true } else { false } }
    let row = mark.row.flatMap(ThingNames.reference)
    effects += openTab(&state, &list, tab).map { effect in
      guard let row, case .load(var load) = effect, list.blocks.count == 1 else { return effect }
      // Where the row is gone, the list begins at its start.
      load.anchor = .at(row)
      return .load(load)
    }
    return effects
  }
}

extension AppState {
  /// The place where the person is; nil where it has no address.
  var placeMark: PlaceMark? {
    switch screen {
    case .detail(let detail):
      let link = DeepLink.thing(detail.ref)
      guard DeepLink(link.text) != nil else { return nil }
      return PlaceMark(link: link.text, tab: 0)
    case .list(let list):
      let row = list.selectedRow.map { ThingNames.name($0.item.ref) }
      guard (stacks[section]?.count ?? 0) > 1 else {
        return PlaceMark(link: section.rawValue, tab: list.tab, row: row)
      }
      guard list.blocks.count == 1, case .playlist(let id)? = list.blocks.first?.spec.source
      else { return nil }
      return PlaceMark(link: "playlist/\(id)", tab: 0, row: row)
    case .reader, nil: return nil
    }
  }
}
