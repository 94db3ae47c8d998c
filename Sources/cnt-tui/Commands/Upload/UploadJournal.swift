import CNTKit
import Foundation

/// What became of each file: written down before and after every step, so that an upload that was
/// interrupted goes on where it stopped and makes nothing twice.
struct UploadJournal: Sendable {
  struct Record: Codable, Hashable, Sendable {
    /// Sent with the file and with what is made of it: a server that honours keys does each once.
    var uploadKey: String
    var createKey: String
    /// Where the platform keeps the file.
    var url: String?
    /// What was asked to be made, once it may have been.
    var asked: Asked?
    /// When it was asked for, seconds since 1970.
    var askedAt: Double?
    /// The number of what was made.
    var made: Int?
    var kind: UploadItem.Kind
  }

  struct Asked: Codable, Hashable, Sendable {
    var title: String
    var description: String?
    var category: Int?
    var duration: Int?
  }

  private let path: String
  private var records: [String: Record]

  /// `folder`: the account's.
  init(folder: String) throws {
    path = folder + "/uploads.json"
    guard let data = try PrivateFile.read(path) else {
      records = [:]
      return
    }
    guard let records = try? JSONDecoder().decode([String: Record].self, from: data) else {
      throw Failure(
        sentence: "\(path) cannot be read, so nobody knows what was uploaded before: look at the"
          + " platform, then move the file away.", code: .inputOutput)
    }
    self.records = records
  }

  subscript(item: UploadItem) -> Record? { records[item.identity] }

  /// Keeps a record on the disk.
  mutating func keep(_ record: Record, of item: UploadItem) throws {
    records[item.identity] = record
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    try PrivateFile.write(try encoder.encode(records), to: path)
  }
}
