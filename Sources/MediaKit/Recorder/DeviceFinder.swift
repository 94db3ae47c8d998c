import Foundation

/// Something to record from.
public struct RecordingDevice: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    case audio(AudioSource)
    case video(VideoSource)
  }

  public var source: Source
  /// As it calls itself; not sanitised, at most ``longestTitle`` characters.
  public var title: String
  /// It records what another device plays.
  public var isMonitor = false
  /// The desktop records from it where nothing else is said.
  public var isDefault = false

  static let longestTitle = 200
}

/// Finds what can be recorded from on this machine.
public struct DeviceFinder: Sendable {
  /// No machine has more; a server's answer may claim to.
  private static let most = 200

  private let environment: [String: String]
  /// In front of /proc, /sys and /dev.
  private let root: String

  public init(
    environment: [String: String] = ProcessInfo.processInfo.environment, root: String = ""
  ) {
    self.environment = environment
    self.root = root
  }

  /// Sound first: the sound server's, ALSA's, cameras, screens.
  public func devices() async -> [RecordingDevice] {
    await pulse() + alsa() + cameras() + screens()
  }

  /// Sources of PulseAudio and PipeWire, monitors behind the others.
  func pulse() async -> [RecordingDevice] {
    if let list = await output("pactl", ["-f", "json", "list", "sources"]) {
      let chosen = await output("pactl", ["get-default-source"])
        .map { $0.trimmingCharacters(in: .newlines) }
      if let found = Self.pulseSources(json: list, default: chosen) { return found }
    }
    guard let list = await output("ffmpeg", ["-v", "error", "-sources", "pulse"]) else { return [] }
    return Self.pulseSources(ffmpeg: list)
  }

  private func output(_ program: String, _ arguments: [String]) async -> String? {
    let tool = MediaTool(environment: environment)
    return await withTaskGroup(of: String?.self) { group in
      group.addTask {
        var bytes: [UInt8] = []
        do {
          try await tool.run(program, arguments) { piece in
            guard bytes.count < 4 << 20 else { throw CancellationError() }
            bytes += piece
          }
        } catch { return nil }
        return String(decoding: bytes, as: UTF8.self)
      }
      group.addTask {
        // A server that hangs answers nobody.
        try? await Task.sleep(for: .seconds(5))
        return nil
      }
      defer { group.cancelAll() }
      return await group.next() ?? nil
    }
  }

  private struct PulseSource: Decodable {
    var name: String
    var description: String?
    var monitorSource: String?
    var properties: [String: String]?

    var isMonitor: Bool {
      properties?["device.class"] == "monitor" || !(monitorSource ?? "").isEmpty
    }
  }

  /// Reads `pactl -f json list sources`; nil for what is something else.
  static func pulseSources(json: String, default chosen: String?) -> [RecordingDevice]? {
    let coder = JSONDecoder()
    coder.keyDecodingStrategy = .convertFromSnakeCase
    guard let list = try? coder.decode([PulseSource].self, from: Data(json.utf8)) else {
      return nil
    }
    let devices = list.prefix(most).filter { isName($0.name) }.map { source in
      RecordingDevice(
        source: .audio(.pulse(source.name)),
        title: title(source.description ?? source.name),
        isMonitor: source.isMonitor, isDefault: source.name == chosen)
    }
    return devices.filter { !$0.isMonitor } + devices.filter(\.isMonitor)
  }

  /// Reads `ffmpeg -sources pulse`: lines of "* name [description] (media)", the star for the default.
  static func pulseSources(ffmpeg text: String) -> [RecordingDevice] {
    text.split(separator: "\n").prefix(most).compactMap { line in
      guard let found = line.wholeMatch(of: /([ *]) (\S+) \[(.*)\].*/), isName(String(found.2))
      else {
        return nil
      }
      let name = String(found.2)
      return RecordingDevice(
        source: .audio(.pulse(name)), title: title(String(found.3)),
        isMonitor: name.hasSuffix(".monitor"), isDefault: found.1 == "*")
    }
  }

  /// Reads /proc/asound/pcm: lines of "00-01: id : name : playback 1 : capture 1".
  func alsa() -> [RecordingDevice] {
    let text = (try? String(contentsOfFile: root + "/proc/asound/pcm", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").prefix(Self.most).compactMap { line in
      guard let found = line.prefixMatch(of: #/(\d{1,3})-(\d{1,3}): /#),
        line.contains(": capture "),
        let card = Int(found.1), let device = Int(found.2)
      else { return nil }
      let words = line[found.range.upperBound...].split(separator: " : ")
      return RecordingDevice(
        source: .audio(.alsa("plughw:\(card),\(device)")),
        title: Self.title(String(words.first ?? "ALSA")))
    }
  }

  /// Reads /sys/class/video4linux. A camera has several nodes; the first has the pictures.
  func cameras() -> [RecordingDevice] {
    let folder = root + "/sys/class/video4linux"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let numbers = names.compactMap { name -> Int? in
      name.wholeMatch(of: /video(\d{1,4})/).flatMap { Int($0.1) }
    }
    return numbers.sorted().prefix(Self.most).compactMap { number in
      func line(_ file: String) -> String? {
        (try? String(contentsOfFile: "\(folder)/video\(number)/\(file)", encoding: .utf8))?
          .trimmingCharacters(in: .newlines)
      }
      guard (line("index") ?? "0") == "0" else { return nil }
      return RecordingDevice(
        source: .video(.camera(path: "/dev/video\(number)")),
        title: Self.title(line("name") ?? "video\(number)"))
    }
  }

  func screens() -> [RecordingDevice] {
    guard let display = environment["DISPLAY"], Self.isName(display) else { return [] }
    return [
      RecordingDevice(
        source: .video(.screen(display: display)), title: Self.title("Screen \(display)"))
    ]
  }

  private static func isName(_ name: String) -> Bool {
    (1...1000).contains(name.utf8.count) && !name.utf8.contains(0)
  }

  private static func title(_ text: String) -> String {
    String(text.prefix(RecordingDevice.longestTitle))
  }
}
