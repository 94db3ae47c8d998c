import Foundation

/// A value as one line of JSON: keys in order, and nothing in it that could drive a terminal.
func jsonLine(_ value: some Encodable) -> String {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
  return (try? encoder.encode(value))
    .map { String(decoding: $0, as: UTF8.self).escapingUnprintableJSON } ?? "{}"
}
