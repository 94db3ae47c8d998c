import Foundation

/// Writes plain text as PDF 1.4: a title, then lines in Times, which every reader has built in
/// (PDF Reference 1.7, 3.4 "File Structure" and 5.5.1 "Standard 14 Fonts").
struct PDFDocument {
  private static let linesOnAPage = 44
  private static let columns = 78

  let title: String
  private var lines: [String] = []

  init(title: String) { self.title = title }

  mutating func heading(_ text: String) { lines += lines.isEmpty ? [text, ""] : ["", text, ""] }

  mutating func paragraph(_ text: String) { lines += FilterText.lines(text, width: Self.columns) }

  /// The file; text outside ASCII is shown as `?`.
  func data() -> Data {
    let pages = stride(from: 0, to: max(lines.count, 1), by: Self.linesOnAPage).map {
      Array(lines[min($0, lines.count)..<min($0 + Self.linesOnAPage, lines.count)])
    }
    let kids = pages.indices.map { "\(4 + $0 * 2) 0 R" }.joined(separator: " ")
    var objects = [
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Count \(pages.count) /Kids [\(kids)] >>",
      "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>",
    ]
    for (index, page) in pages.enumerated() {
      let stream = content(page, number: index + 1)
      objects.append(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents \(5 + index * 2) 0 R"
          + " /Resources << /Font << /F1 3 0 R >> >> >>")
      objects.append("<< /Length \(stream.utf8.count) >>\nstream\n\(stream)\nendstream")
    }
    objects.append("<< /Title (\(Self.escaped(title))) >>")
    return assemble(objects)
  }

  private func content(_ page: [String], number: Int) -> String {
    var out = "BT /F1 9 Tf 72 800 Td (\(Self.escaped(title)), page \(number)) Tj ET\n"
    out += "BT /F1 12 Tf 15.5 TL 72 765 Td\n"
    for line in page { out += "(\(Self.escaped(line))) Tj T*\n" }
    return out + "ET"
  }

  private func assemble(_ objects: [String]) -> Data {
    var out = "%PDF-1.4\n"
    var offsets: [Int] = []
    for (index, object) in objects.enumerated() {
      offsets.append(out.utf8.count)
      out += "\(index + 1) 0 obj\n\(object)\nendobj\n"
    }
    let start = out.utf8.count
    out += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for offset in offsets {
      let digits = "\(offset)"
      out += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
    }
    out += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R /Info \(objects.count) 0 R >>\n"
    return Data((out + "startxref\n\(start)\n%%EOF\n").utf8)
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      if "()\\".unicodeScalars.contains(scalar) { out += "\\" }
      out.unicodeScalars.append((32..<127).contains(scalar.value) ? scalar : "?")
    }
    return out
  }
}
