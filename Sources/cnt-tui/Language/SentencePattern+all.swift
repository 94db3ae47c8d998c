extension SentencePattern {
  /// Stands where a value was that is other people's, or a number.
  private static let x = ""
  /// The same for other files.
  static let any = ""
  /// Stands where a sentence of ours was.
  static let ours = "sentence"
  /// Stands where a word of ours was.
  static let word = "word"

  /// All that the app shows of the targets below, by target. Longer beginnings stand first.
  static let all: [SentencePattern] =
    (network + mirror + outbox + downloads + media + files + making).map(
      SentencePattern.init)

  private static let network: [Phrase] = [
    Phrase("Your session has ended: sign in again."),
    Phrase("You may not do this (“\(x)”): ask an admin of the server."),
    Phrase("You may not do this: ask an admin of the server."),
    Phrase("This is not on the server any more (“\(x)”): sync and look again."),
    Phrase("This is not on the server any more: sync and look again."),
    Phrase("The server has something else meanwhile (“\(x)”): sync and try again."),
    Phrase("The server has something else meanwhile: sync and try again."),
    Phrase("The server does not accept this: \(x). Change it and try again."),
    Phrase("The server refused this: change it and try again."),
    Phrase("Too many tries: wait a minute."),
    Phrase("Too many tries: wait \(x) seconds."),
    Phrase("The server has a fault (“\(x)”): try again later."),
    Phrase("The server has a fault: try again later."),
    Phrase("What answers at this address is not a CNT server: check the server's address."),
    Phrase(
      "The server's answer was not understood (“\(x)”): update cnt, or tell who runs the server."),
    Phrase("The server's answer was not understood: update cnt, or tell who runs the server."),
    Phrase("The address cannot be used: check the server's address."),
    Phrase("The server's name was not found: check the address and your network connection."),
    Phrase(
      "The server cannot be reached: check that it is running and that the address is right."),
    Phrase("The server did not answer in time: try again in a moment."),
    Phrase(
      "The server's certificate cannot be trusted: check the address, or ask who runs the server."),
    Phrase("The connection was lost: try again."),
    Phrase("The request was cancelled."),
    Phrase("The server's answer is larger than it may be: tell who runs the server."),
    Phrase("The server sends the request around in circles: check the server's address."),
    Phrase("The file cannot be read: check that it is there and readable."),
    Phrase(
      "The address leads into a private network, where the server is not: tell who published it."),
    Phrase("libcurl is missing: install libcurl4 (Debian's name), then start cnt again."),
    Phrase("The answer could not be stored: check the free space on the disk."),
    Phrase("The network failed (curl error \(x)): try again."),
    Phrase("The name or the password is wrong: check both and try again."),
    Phrase("Type the server's address."),
    Phrase("This is not an address of a server; it looks like https://cnt.example.org."),
    Phrase("Leave name and password out of the address; they are asked for separately."),
    Phrase("Leave out what follows ? or # in the address."),
    Phrase("\(x) is not a port: ports go from 1 to 65535."),
    Phrase("Shorten the \(x) to \(x) characters: it has \(x)."),
    Phrase("The percentage must be between 0 and 100."),
    Phrase("The fixed amount must be 0 or more, and at most 1000000."),
  ]

  private static let mirror: [Phrase] = [
    Phrase("The disk is full: free some space; nothing that was saved is lost."),
    Phrase("\(x) was made by a newer cnt: update this one."),
    Phrase("Another cnt holds \(x): try again in a moment."),
    Phrase("This is not here any more: go back and look again."),
    Phrase("\(x) is damaged: restart cnt, which sets it aside and fetches everything anew."),
    Phrase(
      "\(x) is damaged: end every other cnt, then start again; it is set aside and made anew."),
    Phrase("Another cnt uses this account: end it, then try again."),
    Phrase(
      "One thing was not sent yet: run cnt sync, see cnt outbox, or give that up with cnt logout "
        + "--discard."),
    Phrase(
      "\(x) things were not sent yet: run cnt sync, see cnt outbox, or give that up with cnt logout "
        + "--discard."),
    Phrase("\(x) cannot be used (SQLite error \(x)): check the disk."),
  ]

  private static let outbox: [Phrase] = [
    Phrase("Like a post"), Phrase("Take back a like"), Phrase("Comment: \(x)"),
    Phrase("Post: \(x)"), Phrase("Add to favourites"), Phrase("Remove from favourites"),
    Phrase("Join an event"), Phrase("Leave an event"), Phrase("Follow an artist"),
    Phrase("Unfollow an artist"), Phrase("Mark as read"),
    Phrase("Mark all notifications as read"), Phrase("Mark a support message as read"),
    Phrase("Mark \(x) as read"), Phrase("Give somebody a place"),
    Phrase("Decline somebody's wish to come"), Phrase("Change an event"),
    Phrase("Delete an event"), Phrase("Change your profile"),
    Phrase("Make user \(x) an admin"), Phrase("Make user \(x) no admin"),
    Phrase("Delete the account \(x)"), Phrase("Delete a document"),
    Phrase("Show post \(x) in the carousel"), Phrase("Take post \(x) out of the carousel"),
    Phrase("Change the commission"), Phrase("Ask support: \(x)"), Phrase("Answer: \(x)"),
    Phrase("Close a support message"), Phrase("Publish “\(x)”"), Phrase("Change “\(x)”"),
    Phrase("Playlist: \(x)"), Phrase("Add to a playlist"), Phrase("Remove from a playlist"),
    Phrase("Publish \(word) \(x) again"), Phrase("Approve \(word) \(x)"),
    Phrase("Reject \(word) \(x)"),
    Phrase("Archive \(word) \(x)"), Phrase("Delete \(word) \(x)"),
    Phrase(
      "Another admin decided otherwise meanwhile (“\(x)”): look at it again, then discard this."),
    Phrase("Another admin decided otherwise meanwhile: look at it again, then discard this."),
    Phrase(
      "It is not there any more: another admin deleted or rejected it meanwhile. Discard this."),
    Phrase("This server cannot archive: delete it, or leave it."),
    Phrase("This server has no carousel that can be changed: discard this."),
    Phrase("This server has no such function: discard this."),
    Phrase("This account is not there any more: another admin deleted it. Discard this."),
    Phrase(
      "No answer came, and another entry with the same in it could go in its place: retry if it is "
        + "still in the playlist, or discard this."),
    Phrase(
      "This server does not show what is in a playlist: remove it on the web, then discard this."),
  ]

  static let words: [SentencePattern] =
    ([
      // What is being fetched.
      Phrase("changes"), Phrase("outbox"), Phrase("account"), Phrase("categories"),
      Phrase("podcasts"), Phrase("movies"), Phrase("featured movies"), Phrase("kids movies"),
      Phrase("posts"), Phrase("own posts"), Phrase("events"), Phrase("my events"),
      Phrase("notifications"), Phrase("favorites"), Phrase("playlists"), Phrase("music"),
      Phrase("bible stories"), Phrase("documents"), Phrase("artists"), Phrase("comments"),
      Phrase("support messages"), Phrase("admin queue"), Phrase("admin dashboard"),
      Phrase("users"), Phrase("commission"),
      // Kinds in what an admin decided.
      Phrase("podcast"), Phrase("movie"), Phrase("event"), Phrase("community_post"),
    ] as [Phrase]).map(SentencePattern.init)

  private static let downloads: [Phrase] = [
    Phrase("It has no address that can be fetched: tell who published it."),
    Phrase("The server no longer has the file: tell who published it."),
    Phrase("The server does not give the file away (\(x)): ask who runs it."),
    Phrase("The server does not say how long the file is: tell who runs it."),
    Phrase(
      "Its address leads into a private network, where the server is not: tell who published it."),
    Phrase("The server sends on to an address that is not safe: tell who runs it."),
    Phrase(
      "A web page came instead of the file: sign in to this network in a browser, then resume."),
    Phrase(
      "Its length is not known, and the downloads may take \(x): remove some, or raise the quota, "
        + "then resume."),
    Phrase(
      "This takes \(x), and the downloads may take \(x): remove or unpin some, or raise the quota; "
        + "it goes on when there is room."),
    Phrase("The disk is full: free some space; it goes on by itself."),
    Phrase("The file cannot be written (\(x)): check the disk, then resume."),
    Phrase("\(ours): it is tried again by itself."),
    Phrase("\(ours), time and again: resume it later, or tell who runs the server."),
    Phrase("The server had a fault (\(x))"), Phrase("The server sent an empty file"),
    Phrase("The server sent only a part of the file"),
    Phrase("The server sent more than it announced"), Phrase("The file arrived damaged"),
    Phrase("The line broke while the file came"),
    Phrase("The server sent the wrong part of the file"),
  ]

  private static let media: [Phrase] = [
    Phrase("libmpv is not installed: run “sudo apt install libmpv2”, then play again."),
    Phrase("The installed libmpv is too old (it lacks \(x)): update it, then play again."),
    Phrase("The player could not start (\(x)): check the audio device."),
    Phrase(
      "This address leads into your own network, where the server may send nobody: it is not "
        + "played."),
    Phrase("This address cannot be played: it is neither http, https nor a file."),
    Phrase("The picture's address cannot be used: tell who published it."),
    Phrase("The picture is not there any more: tell who published it."),
    Phrase("The picture's file is too large: tell who published it."),
    Phrase("The picture's file cannot be read: check the disk."),
    Phrase("This is no JPEG, PNG, GIF or WebP: tell who published it."),
    Phrase("The picture is damaged, or too large: tell who published it."),
    Phrase("The picture took too long to decode: tell who published it."),
    Phrase("Pictures need the program ffmpeg: sudo apt install ffmpeg."),
  ]

  private static let files: [Phrase] = [
    Phrase("The disk is full: free some space, so that \(x) can be written."),
    Phrase("\(x) is on a read-only disk: set CNT_HOME to a folder that can be written."),
    Phrase("\(x) cannot be written: make its folder writable, or set CNT_HOME to another."),
    Phrase(
      "\(x) cannot be written: make its folder writable, or set CNT_HOME to another folder."),
    Phrase("\(x) cannot be used (\(x)): check the disk."),
    Phrase(
      "The folder \(x) cannot be made: make it writable and see that the disk has room, or set "
        + "CNT_HOME to another folder."),
    Phrase("Line \(x): \(ours)"),
    Phrase("This is not TOML."),
    Phrase("There is no section [\(x)]: use [meta], [palette] and [styles]."),
    Phrase("palette.\(x) must be a colour such as \"#8B7355\"."),
    Phrase("There is no style “\(x)”.\(x) Known are \(x)."),
    Phrase("styles.\(x) must look like { fg = \"#2D2520\" }."),
    Phrase("styles.\(x) must be a text: a colour's name or \"#rrggbb\"."),
    Phrase("styles.\(x) is “\(x)”: use #rrggbb, terminal, or a name of [palette]."),
    Phrase("This is a scheme of \(x), not of base16."),
    Phrase("\(x) must be six hex digits such as \"7cafc2\"."),
    Phrase("\(x) is there twice: remove one."),
    Phrase("\(x) is missing: a scheme has base00 to base0F."),
    Phrase("This is no line of the form key: \"value\"."),
    Phrase("The quotation mark is not closed."),
    Phrase("Something follows the value: remove it."),
  ]
}
