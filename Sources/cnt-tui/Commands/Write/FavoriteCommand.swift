import ArgumentParser
import SyncEngine

/// `cnt favorite`: keep things among the favourites.
struct FavoriteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "favorite", abstract: "Add things to the favourites.")

  @Argument(
    help: "A kind (podcast, movie or music) and numbers, or podcast/12.",
    completion: .list(ThingNames.Scope.only([.podcast, .movie, .track]).completions))
  var things: [String]

  @OptionGroup var send: SendOptions

  func run() async throws {
    try await reporting { try await Favorites(things: things, wanted: true).carryOut(send) }
  }
}

/// `cnt unfavorite`: take things out of the favourites.
struct UnfavoriteCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unfavorite", abstract: "Take things out of the favourites.")

  @Argument(
    help: "A kind (podcast, movie or music) and numbers, or podcast/12.",
    completion: .list(ThingNames.Scope.only([.podcast, .movie, .track]).completions))
  var things: [String]

  @OptionGroup var send: SendOptions

  func run() async throws {
    try await reporting { try await Favorites(things: things, wanted: false).carryOut(send) }
  }
}

private struct Favorites {
  var things: [String]
  var wanted: Bool

  func carryOut(_ options: SendOptions) async throws {
    let refs = try ThingNames.some(things, of: [.podcast, .movie, .track])
    let account = try OpenAccount()
    let submission = Submission(account: account, options: options)
    let favorites = try account.favorites()
    var deeds: [Deed] = []
    for ref in refs {
      let name = ThingNames.name(ref)
      // What only the list of favourites knows can be taken out of it.
      if !favorites.contains(ref) || wanted { _ = try account.require(ref) }
      if favorites.contains(ref) == wanted {
        submission.tell(name, already: wanted ? "a favourite" : "no favourite")
      } else {
        deeds.append(
          Deed(
            write: .favorite(ref, wanted), thing: name,
            past: wanted ? "added to the favourites" : "removed from the favourites"))
      }
    }
    try await submission.carryOut(deeds)
  }
}

extension OpenAccount {
  fileprivate func favorites() throws -> Set<ItemRef> {
    var refs: Set<ItemRef> = []
    try RowStream(mirror: mirror, query: ListQuery(source: .favorites)).forEach {
      refs.insert($0.item.ref)
      return true
    }
    return refs
  }
}
