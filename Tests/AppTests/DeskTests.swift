import CNTKit
import Foundation
import SyncEngine
import Testing

@testable import cnt_tui

/// The admin desk beside the queue: accounts, published content, the carousel, the commission.
struct DeskTests {
  private static func user(_ id: Int, _ name: String, admin: Bool = false) -> Row {
    Row(
      item: .user(
        AdminUser(
          id: id, username: name.lowercased(), name: name, email: "\(name.lowercased())@x.org",
          isAdmin: admin)))
  }

  private static func podcast(_ id: Int, status: String = "approved") -> Row {
    Row(item: .podcast(Podcast(id: id, title: "Reading \(id)", status: status)))
  }

  private static func post(_ id: Int, shown: Bool?) -> Row {
    Row(
      item: .post(
        CommunityPost(
          id: id, userID: 3, userName: "Ruth", title: "Post \(id)", content: "Words.",
          category: "general", isApproved: true, showInCarousel: shown)))
  }

  private func desk(_ key: String, _ rows: [Row], columns: Int = 80, rows height: Int = 24)
    -> AppHarness
  {
    var app = AppHarness(columns: columns, rows: height, isAdmin: true)
    app.press("0")
    app.answer([])
    app.press(key)
    app.answer(rows)
    return app
  }

  @Test func `accounts are a list with its roles as tabs and their counts`() {
    var app = desk("f5", [Self.user(7, "Grace", admin: true), Self.user(8, "Ruth")])
    #expect(app.effects.contains(.focus(.users(.all))) || app.state.section == .admin)
    var counts = UserCounts()
    (counts.all, counts.admins, counts.artists, counts.regular) = (2, 1, 0, 1)
    app.send(.userCountsLoaded(counts))
    for text in [
      "[Accounts 2]", "Admins 1", "Artists 0", "Regular 1", "Ruth", "@ruth · ruth@x.org",
    ] {
      #expect(app.screen.contains(text), "\(text) is missing in\n\(app.screen)")
    }
    app.press("]")
    #expect(app.effects.contains(.focus(.users(.admins))))
    #expect(app.effects.contains(.loadUserCounts))
    app.press("escape")
    #expect(app.state.focus == .main)
    #expect(app.screen.contains("[All]"))
  }

  @Test func `making somebody an admin is asked, and can be taken back`() {
    var app = desk("f5", [Self.user(8, "Ruth")])
    app.press("*")
    #expect(app.screen.contains("Make admin") && app.screen.contains("ruth@x.org"))
    app.press("escape")
    #expect(app.effects.isEmpty && app.state.overlay == nil)
    app.press("*", "enter")
    #expect(
      app.effects == [
        .decide([.setAdmin(user: 8, true)], title: "“Ruth” is an admin now")
      ])
  }

  @Test func `an account is deleted only when its name was typed`() {
    var app = desk("f5", [Self.user(8, "Ruth")])
    app.press("delete")
    #expect(app.screen.contains("Type ruth or ruth@x.org to go on"))
    app.press("enter")
    #expect(app.effects.isEmpty && app.screen.contains("This is not it"))
    app.type("grace")
    app.press("enter")
    #expect(app.effects.isEmpty && app.state.overlay != nil)
    app.press("ctrl-u")
    app.type("RUTH@x.org")
    app.press("enter")
    #expect(
      app.effects == [
        .decide([.deleteUser(8, name: "ruth")], title: "Deleted the account of “Ruth”")
      ])
  }

  @Test func `an admin can neither demote nor delete himself, and is told why`() {
    var app = desk("f5", [Self.user(7, "Grace", admin: true)])
    app.press("*")
    #expect(app.effects.isEmpty && app.screen.contains("You cannot take your own rights"))
    app.press("alt-d")
    #expect(app.state.overlay == nil && app.screen.contains("You cannot delete your own account"))
  }

  @Test func `what is published is archived after a question, also many at once`() {
    var app = desk("f6", [Self.podcast(1), Self.podcast(2), Self.post(3, shown: nil)])
    app.press("ctrl-a", "ctrl-k")
    #expect(
      app.screen.contains("3 items go off the platform"))
    app.press("enter")
    #expect(
      app.effects == [
        .decide(
          [
            .archive(type: "podcast", id: 1), .archive(type: "podcast", id: 2),
            .archive(type: "community_post", id: 3),
          ], title: "Archived 3 items")
      ])
  }

  @Test func `one is deleted by Enter, many by a word`() {
    var app = desk("f6", [Self.podcast(1), Self.podcast(2)])
    app.press("alt-d", "enter")
    #expect(
      app.effects == [
        .decide([.deleteContent(type: "podcast", id: 1)], title: "Deleted “Reading 1”")
      ])
    app.press("ctrl-a", "alt-d", "enter")
    #expect(app.effects.isEmpty && app.screen.contains("Type delete to go on"))
    app.type("delete")
    app.press("enter")
    #expect(app.effects.count == 1)
  }

  @Test func `what was taken off is published again by the key that approves`() {
    var app = desk("f7", [Self.podcast(1, status: "rejected")])
    #expect(app.screen.contains("rejected"))
    app.press("a")
    #expect(
      app.effects == [
        .decide([.restore(type: "podcast", id: 1)], title: "Published “Reading 1” again")
      ])
  }

  @Test func `a single key switches a post of the carousel, or all that are marked`() {
    var app = desk("f8", [Self.post(1, shown: nil), Self.post(2, shown: false)])
    #expect(app.screen.contains("● carousel") && app.screen.contains("○ not in the carousel"))
    app.press("*")
    #expect(
      app.effects == [
        .decide([.setCarousel(post: 1, false)], title: "“Post 1” out of the carousel")
      ])
    app.press("ctrl-a", "*")
    #expect(
      app.effects == [
        .decide([.setCarousel(post: 2, true)], title: "“Post 2” in the carousel")
      ])
  }

  @Test func `members have none of it`() {
    var app = AppHarness()
    for key in ["f5", "f6", "f7", "f8", "f9", "*", "ctrl-k", "alt-d"] {
      app.press(key)
      #expect(app.effects.isEmpty && app.state.overlay == nil && app.state.section == .home)
    }
  }

  private static let settings = CommissionSettings(
    id: 1, kind: .percentagePlusFixed, percentage: 7.5, fixedAmount: 0.3, isActive: true,
    updatedAt: Timestamp(secondsSince1970: 1_795_500_000 - 7200), updatedBy: 9)

  @Test func `the commission is shown with who changed it, and changed by keys`() {
    var app = AppHarness(isAdmin: true)
    app.press("f9")
    #expect(app.effects == [.loadCommission, .fetchCommission])
    var state = CommissionState(server: Self.settings)
    state.changedBy = "Ruth"
    app.send(.commissionLoaded(state))
    for text in ["a percentage and a fixed amount", "7.5", "0.3", "on", "2 h ago by Ruth"] {
      #expect(app.screen.contains(text), "\(text) is missing in\n\(app.screen)")
    }
    app.press("enter")
    #expect(app.effects.isEmpty && app.screen.contains("Nothing was changed"))
    app.press("f9")
    app.send(.commissionLoaded(state))
    app.press("right", "tab", "ctrl-u")
    app.type("101")
    app.press("enter")
    #expect(app.effects.isEmpty && app.screen.contains("between 0 and 100"))
    app.press("ctrl-u")
    app.type("12,5")
    app.press("tab", "tab", "space", "enter")
    #expect(
      app.effects == [
        .submit(
          .setCommission(
            CommissionChange(
              kind: .percentage, percentage: 12.5, fixedAmount: 0.3, isActive: false),
            seen: Self.settings.change))
      ])
  }

  @Test func `what another admin sets while one writes is shown, and what one wrote stays`() {
    var app = AppHarness(isAdmin: true)
    app.press("f9")
    app.send(.commissionLoaded(CommissionState(server: Self.settings)))
    app.press("tab", "ctrl-u")
    app.type("9")
    var other = Self.settings
    other.percentage = 25
    app.send(.mirrorChanged)
    #expect(app.effects.contains(.loadCommission))
    app.send(.commissionLoaded(CommissionState(server: other)))
    #expect(app.screen.contains("Another admin changed it meanwhile"))
    app.press("enter")
    guard case .submit(.setCommission(let change, let seen))? = app.effects.first else {
      Issue.record("\(app.effects)")
      return
    }
    #expect(change.percentage == 9 && seen == Self.settings.change)
  }

  @Test func `without the server's settings nothing is sent`() {
    var app = AppHarness(columns: 40, rows: 10, isAdmin: true)
    app.press("f9")
    app.send(.commissionLoaded(CommissionState()))
    app.press("enter")
    #expect(app.effects.isEmpty && app.state.overlay != nil)
  }
}
