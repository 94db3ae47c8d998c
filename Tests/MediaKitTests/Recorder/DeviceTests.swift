import Foundation
import Testing

@testable import MediaKit

struct DeviceTests {
  private static let hostile = "'; rm -rf / #\n\u{1b}]0;x\u{7}%{pts}:\\ \"-i file:/etc/passwd"

  @Test func `names of devices are one argument behind their option`() {
    for name in [Self.hostile, "-y", "--help", "pipe:0"] {
      let plan = RecordingPlan(audio: .pulse(name))
      let arguments = CaptureCommand.sound(.pulse(name), plan)
      let place = arguments.firstIndex(of: name)
      #expect(place.map { arguments[$0 - 1] } == "-i")
      #expect(arguments.filter { $0.contains(name) } == [name])
      let film = CaptureCommand.film(.screen(display: name), plan, to: "-x.mkv")
      #expect(zip(film, film.dropFirst()).filter { $0 == "-i" && $1 == name }.count == 2)
      #expect(film.contains("file:./-x.mkv"))
    }
  }

  @Test func `a name with a zero byte, or none, is refused`() {
    for plan in [
      RecordingPlan(audio: .pulse("a\0b")), RecordingPlan(audio: .alsa("")),
      RecordingPlan(audio: nil), RecordingPlan(audio: nil, video: .camera(path: "/etc/passwd")),
      RecordingPlan(sampleRate: 0), RecordingPlan(channels: 1000), RecordingPlan(frameRate: -1),
      RecordingPlan(audio: .tone(.nan)),
      RecordingPlan(video: .pattern(width: 1 << 40, height: 2)),
    ] {
      #expect(throws: RecorderProblem.self) { try plan.validate() }
    }
    #expect(throws: Never.self) { try RecordingPlan().validate() }
  }

  @Test func `pactl's sources are read, microphones first`() throws {
    let description = String(
      decoding: try JSONEncoder().encode(Self.hostile), as: UTF8.self)
    let json = """
      [{"name": "s.monitor", "description": "Monitor", "monitor_source": "s", "volume": {}},
       {"name": "mic", "description": \(description), "monitor_source": "",
        "properties": {"device.class": "sound"}},
       {"name": "", "description": "nameless"}]
      """
    let devices = try #require(DeviceFinder.pulseSources(json: json, default: "mic"))
    #expect(devices.map(\.source) == [.audio(.pulse("mic")), .audio(.pulse("s.monitor"))])
    #expect(devices.map(\.title) == [Self.hostile, "Monitor"])
    #expect(devices.map(\.isMonitor) == [false, true])
    #expect(devices.map(\.isDefault) == [true, false])
    #expect(DeviceFinder.pulseSources(json: "Connection refused", default: nil) == nil)
  }

  @Test func `ffmpeg's sources are read where there is no pactl`() {
    let text = """
      Auto-detected sources for pulse:
      * s.monitor [Monitor of [Null] Output] (none)
        mic [A microphone] (audio)
      """
    let devices = DeviceFinder.pulseSources(ffmpeg: text)
    #expect(devices.map(\.title) == ["Monitor of [Null] Output", "A microphone"])
    #expect(devices.map(\.isDefault) == [true, false])
    #expect(devices.map(\.isMonitor) == [true, false])
  }

  @Test func `cards, cameras and screens are found below a root`() throws {
    let root = try TestFolder()
    func write(_ text: String, _ place: String) throws {
      let url = URL(fileURLWithPath: root.path + "/" + place)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
    try write(
      """
      00-00: ALC257 Analog : ALC257 Analog : playback 1 : capture 1
      00-03: HDMI 0 : HDMI 0 : playback 1
      99999999999-00: no : no : capture 1
      01-00: USB : capture : capture 1
      """, "proc/asound/pcm")
    for (number, index) in [(0, "0"), (1, "1"), (10, "0"), (2, "0")] {
      try write("Camera \(number)\n", "sys/class/video4linux/video\(number)/name")
      try write(index + "\n", "sys/class/video4linux/video\(number)/index")
    }
    try write("x", "sys/class/video4linux/v4l-subdev0/name")
    let finder = DeviceFinder(environment: ["DISPLAY": ":7"], root: root.path)
    #expect(
      finder.alsa().map(\.source) == [.audio(.alsa("plughw:0,0")), .audio(.alsa("plughw:1,0"))])
    #expect(finder.alsa().map(\.title) == ["ALC257 Analog", "USB"])
    #expect(finder.cameras().map(\.title) == ["Camera 0", "Camera 2", "Camera 10"])
    #expect(finder.cameras().first?.source == .video(.camera(path: "/dev/video0")))
    #expect(finder.screens().map(\.source) == [.video(.screen(display: ":7"))])
    #expect(DeviceFinder(environment: [:], root: root.path).screens().isEmpty)
  }
}
