import Foundation

/// The files that a folder or a list in a CSV file names.
struct UploadSource {
  /// Files that one upload takes at most.
  static let most = 10_000

  var isMovies = false

  /// Reads a folder, with what is in it, or a `.csv` file.
  func read(_ path: String, category: Int?) throws -> [UploadItem] {
    let path = URL(fileURLWithPath: path).standardizedFileURL.path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw Failure(sentence: "There is no \(path): name a folder or a .csv file.", code: .noInput)
    }
    var items = isFolder.boolValue ? try folder(path) : try list(path)
    guard items.count <= Self.most else {
      throw Failure(
        sentence: "These are more than \(Self.most) files: upload them in parts.", code: .usage)
    }
    for index in items.indices { items[index].category = items[index].category ?? category }
    return items
  }

  /// Everything in it that is not hidden, by name; links are not followed.
  private func folder(_ path: String) throws -> [UploadItem] {
    let keys: [URLResourceKey] = [.isRegularFileKey]
    guard
      let found = FileManager.default.enumerator(
        at: URL(fileURLWithPath: path), includingPropertiesForKeys: keys,
        options: [.skipsHiddenFiles])
    else {
      throw Failure(sentence: "\(path) cannot be read: see who may read it.", code: .noInput)
    }
    var paths: [String] = []
    while let url = found.nextObject() as? URL {
      let isFile = (try? url.resourceValues(forKeys: Set(keys)).isRegularFile) ?? false
      if isFile { paths.append(url.path) }
      if paths.count > Self.most { break }
    }
    return paths.sorted { $0.compare($1, options: .numeric) == .orderedAscending }
      .map { item($0, title: nil) }
  }

  /// Columns by the names in the first line; only `file` must be there, relative to the list's folder.
  private func list(_ path: String) throws -> [UploadItem] {
    guard let data = FileManager.default.contents(atPath: path), data.count < 16 << 20,
      let text = String(data: data, encoding: .utf8)
    else {
      throw Failure(
        sentence: "\(path) cannot be read as a list: save it as CSV in UTF-8.", code: .noInput)
    }
    guard let rows = CSVText.rows(text) else {
      throw Failure(
        sentence: "\(path) has a quotation mark that is not closed: mend it.", code: .noInput)
    }
    let names = (rows.first ?? []).map { $0.lowercased() }
    guard let file = names.firstIndex(where: { ["file", "path", "filename"].contains($0) }) else {
      throw Failure(
        sentence: "\(path) has no column “file”: its first line must name the columns file, title,"
          + " description, category and kind; only file is needed.", code: .noInput)
    }
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    return rows.dropFirst().map { row in
      func value(_ name: String) -> String? {
        guard let index = names.firstIndex(of: name), row.indices.contains(index) else {
          return nil
        }
        return row[index].isEmpty ? nil : row[index]
      }
      let name = row.indices.contains(file) ? row[file] : ""
      let url = URL(fileURLWithPath: name, relativeTo: folder).standardizedFileURL
      var item = item(name.isEmpty ? "" : url.path, title: value("title"))
      if name.isEmpty { item.problem = "The line names no file." }
      item.description = value("description")
      if let category = value("category") {
        item.category = Int(category)
        if item.category == nil { item.problem = "The category “\(category)” is no number." }
      }
      switch value("kind")?.lowercased() {
      case nil: break
      case "podcast": item.kind = .podcast
      case "movie":
        item.kind = .movie
        if item.media == .audio { item.problem = "A film needs pictures: this is sound only." }
      case let kind?: item.problem = "There is no kind “\(kind)”: write podcast or movie."
      }
      return item
    }
  }

  private func item(_ path: String, title: String?) -> UploadItem {
    var item = UploadItem(path: path, title: title ?? "")
    guard let type = MediaFile.type(of: path) else {
      item.problem =
        "Its type is unknown: \(MediaFile.types.keys.sorted().joined(separator: ", ")) are taken."
      return item
    }
    (item.media, item.contentType) = (type.media, type.contentType)
    if isMovies, type.media == .video { item.kind = .movie }
    let found = MediaFile.look(at: path)
    (item.size, item.modified) = (found.size, found.modified)
    item.problem = found.problem
    return item
  }
}
