import Foundation

/// What a person sees of the app, measured through the real program in a pty.
enum AppBenchmarks {
  static func run(program: String, tell: (Figure) -> Void) throws {
    try video(program: program).forEach(tell)
  }

  /// A film in which everything moves, at 30 pictures a second: `cnt watch` beside
  /// `mpv --vo=tct`, in the same 120x40 cells, with the same file and no sound.
  private static func video(program: String) throws -> [Figure] {
    let bench = try Bench("video")
    defer { bench.remove() }
    let film = bench.folder + "/film.mp4"
    try make(film)
    let cnt = (program as NSString).deletingLastPathComponent + "/cnt"
    let terminal = PseudoTerminal(columns: 120, rows: 40)
    let environment = [
      "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "TERM": "xterm-256color",
      "COLORTERM": "truecolor", "HOME": bench.folder, "CNT_HOME": bench.folder + "/home",
      "CNT_AUDIO_OUTPUT": "null",
    ]
    // The middle of three rounds: what else the machine does in one of them is not ours.
    var rounds: [(ours: PseudoTerminal.Run, peer: PseudoTerminal.Run)] = []
    for _ in 0..<3 {
      let ours = try terminal.run(
        cnt, ["watch", "--statistics", film], environment: environment)
      let peer = try terminal.run(
        "/usr/bin/mpv",
        [
          "--no-config", "--really-quiet", "--ao=null", "--vo=tct", "--vo-tct-width=120",
          "--vo-tct-height=40", film,
        ], environment: environment)
      guard ours.status == 0, peer.status == 0 else {
        throw BenchError.notWhole([
          "cnt ended with \(ours.status), mpv with \(peer.status)",
          String(decoding: ours.output.suffix(400), as: UTF8.self),
        ])
      }
      rounds.append((ours, peer))
    }
    let ratio = { (round: (ours: PseudoTerminal.Run, peer: PseudoTerminal.Run)) in
      round.ours.cpu / round.peer.cpu
    }
    let middle = rounds.sorted { ratio($0) < ratio($1) }[1]
    let cpu = ratio(middle)
    let (ours, peer) = (middle.ours.output.count, middle.peer.output.count)
    let bytes = Double(ours) / Double(peer)
    let dropped = max(0, pictures - (try shown(middle.ours.output)))
    return [
      Figure(
        area: "app", name: "video CPU at 120x40, 30 fps, against mpv --vo=tct",
        ours: rounded(middle.ours.cpu * 1000 / Double(pictures), "ms/frame"),
        peer: rounded(middle.peer.cpu * 1000 / Double(pictures), "ms/frame"), ratio: cpu,
        goal: "<= 0.6", isHeld: cpu <= 0.6),
      Figure(
        area: "app", name: "video bytes at 120x40, against mpv --vo=tct",
        ours: rounded(Double(ours) / 1000 / Double(pictures), "kB/frame"),
        peer: rounded(Double(peer) / 1000 / Double(pictures), "kB/frame"), ratio: bytes,
        goal: "<= 0.35", isHeld: bytes <= 0.35),
      Figure(
        area: "app", name: "video frames dropped of \(pictures) at 30 fps", ours: "\(dropped)",
        peer: "-", ratio: nil, goal: "0", isHeld: dropped == 0),
    ]
  }

  private static let pictures = 300

  /// Ten seconds of 3:2, which fills 120x40 cells: a zoom in which no pixel stays as it is.
  private static func make(_ film: String) throws {
    let ffmpeg = Process()
    ffmpeg.executableURL = URL(fileURLWithPath: "/usr/bin/ffmpeg")
    ffmpeg.arguments = [
      "-v", "error", "-y", "-f", "lavfi", "-i",
      "mandelbrot=size=1080x720:rate=30:end_scale=0.02:end_pts=900", "-frames:v", "\(pictures)",
      "-pix_fmt", "yuv420p", "-c:v", "libx264", "-preset", "veryfast", film,
    ]
    try ffmpeg.run()
    ffmpeg.waitUntilExit()
    guard ffmpeg.terminationStatus == 0 else {
      throw BenchError.notWhole(["ffmpeg made no film"])
    }
  }

  /// What `cnt watch --statistics` says at its end.
  private static func shown(_ output: [UInt8]) throws -> Int {
    let text = String(decoding: output.suffix(200), as: UTF8.self)
    guard let found = text.firstMatch(of: /(\d+) pictures shown/), let count = Int(found.1) else {
      throw BenchError.notWhole(["cnt watch said nothing of its pictures: \(text)"])
    }
    return count
  }
}
