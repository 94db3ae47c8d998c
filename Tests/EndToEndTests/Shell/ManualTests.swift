import Foundation
import Testing

/// What the program says of itself: man pages and completions cannot drift from it.
struct ManualTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test func `the man pages of the subcommands are current`() throws {
    let run = try ProgramRun(
      "/usr/bin/python3",
      [Self.root + "/scripts/make-man-pages", "--check", BuiltProducts.cnt])
    #expect(run.status == 0, "\(run.error)")
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `there is a completion for the shell`(shell: String) throws {
    let run = try ProgramRun(BuiltProducts.cnt, ["--generate-completion-script", shell])
    #expect(run.status == 0)
    for word in ["favorite", "--no-send".replacing("--", with: ""), "kids", "audio_output"] {
      #expect(run.output.contains(word), "\(word)")
    }
  }

  @Test func `bash completes kinds and subcommands`() throws {
    let script = """
      source <('\(BuiltProducts.cnt)' --generate-completion-script bash)
      completed() {
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
        COMP_POINT=${#COMP_LINE} COMPREPLY=()
        "$(complete -p cnt | sed 's/.*-F \\([^ ]*\\).*/\\1/')" cnt "${@: -1}" "${@: -2:1}" 2>/dev/null
        echo "${COMPREPLY[@]}"
      }
      completed cnt list mus
      completed cnt unl
      completed cnt config get the
      """
    let run = try ProgramRun("/bin/bash", ["-c", script])
    #expect(run.lines == ["music", "unlike", "theme"], "\(run.error)")
  }
}
