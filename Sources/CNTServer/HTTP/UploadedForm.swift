import Foundation
import Hummingbird
import NIOCore

/// A form with several files, received whole: the files lie in the folder of what comes in until the
/// value goes.
final class UploadedForm {
  struct File {
    var field: String
    var path: String
    var head: Data
    var contentType: String
  }

  private(set) var fields: [String: String] = [:]
  private(set) var files: [File] = []
  private var incoming: [IncomingFile] = []

  private static let mostFiles = 20
  private static let mostFields = 100
  /// Of all texts together, which are held in memory, bytes.
  private static let longestTexts = 256 << 10

  /// Reads the body; `call`'s fingerprint takes in what it holds. All files together have `limit` bytes
  /// at most.
  static func read(_ call: inout Call, limit: Int) async throws -> UploadedForm {
    guard var reader = MultipartReader(contentType: call.request.headers[.contentType]) else {
      throw Problem(422, "Send the files as multipart/form-data")
    }
    let form = UploadedForm()
    let folder = call.services.media.folder + "/incoming"
    var current: (head: MultipartReader.PartHead, text: Data, file: IncomingFile?, path: String)?
    var (size, texts) = (0, 0)
    var fingerprint = call.keyed?.fingerprint
    do {
      for try await piece in call.request.body {
        try reader.feed(piece.readableBytesView) { event in
          switch event {
          case .head(let head):
            fingerprint?.add(head.name)
            fingerprint?.add(head.filename ?? "")
            let path = "\(folder)/\(UUID().uuidString.lowercased())"
            texts += head.name.utf8.count
            var file: IncomingFile?
            if head.filename != nil {
              guard form.incoming.count < mostFiles else {
                throw Problem(413, "At most \(mostFiles) files in one request")
              }
              let made = IncomingFile(path: path, limit: limit)
              form.incoming.append(made)
              try made.open()
              file = made
            }
            current = (head, Data(), file, path)
          case .bytes(let bytes):
            fingerprint?.add(bytes)
            size += bytes.count
            guard size <= limit + longestTexts else {
              throw Problem(413, "The files are larger than \(limit) bytes")
            }
            if let file = current?.file {
              try file.append(bytes)
            } else {
              texts += bytes.count
              guard texts <= longestTexts else {
                throw Problem(413, "The form's texts are larger than \(longestTexts) bytes")
              }
              current?.text.append(contentsOf: bytes)
            }
          case .end:
            guard let part = current else { break }
            current = nil
            guard form.fields.count < mostFields else {
              throw Problem(413, "At most \(mostFields) fields in one request")
            }
            if let file = part.file {
              try file.finish()
              form.files.append(
                File(
                  field: part.head.name, path: part.path, head: file.head(),
                  contentType: part.head.contentType ?? ""))
            } else {
              form.fields[part.head.name] = String(decoding: part.text, as: UTF8.self)
            }
          }
        }
      }
    } catch is MultipartReader.Malformed {
      throw Problem(400, "There was an error parsing the body")
    }
    guard reader.isFinished else { throw Problem(400, "There was an error parsing the body") }
    if let fingerprint { call.keyed?.fingerprint = fingerprint }
    return form
  }

  deinit { incoming.forEach { $0.discard() } }

  /// A number of the form; a missing one is told as the framework tells it.
  func number(_ name: String, in range: ClosedRange<Double>) throws -> Double {
    guard let value = try numberIfAny(name, in: range) else {
      throw Problem(invalid: [Invalid.missing(name, input: .null)])
    }
    return value
  }

  func numberIfAny(_ name: String, in range: ClosedRange<Double>) throws -> Double? {
    guard let text = fields[name], !text.isEmpty else { return nil }
    guard let value = Double(text), range.contains(value) else {
      throw Problem(
        400, "\(name) must be a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
