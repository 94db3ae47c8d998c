import ArgumentParser
import CNTServer
import Foundation
import Logging

/// What is written to standard error, and how.
struct LogOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "text, or json: an object a line. CNT_LOG_FORMAT says it too.", valueName: "form"))
  var logFormat: String?

  @Option(
    help: ArgumentHelp(
      "trace, debug, info (with every request), notice, warning, error or critical; info with json,"
        + " else warning. CNT_LOG_LEVEL says it too.", valueName: "level"))
  var logLevel: String?

  func logger() throws -> Logger {
    let environment = ProcessInfo.processInfo.environment
    func chosen(_ option: String?, _ name: String) -> String? {
      option ?? environment[name].flatMap { $0.isEmpty ? nil : $0 }
    }
    var form = LineLog.Form.text
    if let text = chosen(logFormat, "CNT_LOG_FORMAT") {
      guard let given = LineLog.Form(rawValue: text) else {
        throw CNTServerApplication.Failure(
          recovery: "The log's form must be text or json, not “\(text)”: see --log-format.")
      }
      form = given
    }
    var level = form == .json ? Logger.Level.info : .warning
    if let text = chosen(logLevel, "CNT_LOG_LEVEL") {
      guard let given = Logger.Level(rawValue: text) else {
        throw CNTServerApplication.Failure(
          recovery:
            "The log's level must be such as info or warning, not “\(text)”: see --log-level.")
      }
      level = given
    }
    return Self.make(form, level)
  }

  /// Warnings and worse, in words.
  static func plain() -> Logger { make(.text, .warning) }

  private static func make(_ form: LineLog.Form, _ level: Logger.Level) -> Logger {
    LoggingSystem.bootstrap { _ in LineLog(form) }
    var logger = Logger(label: "cnt-server")
    logger.logLevel = level
    return logger
  }
}
