import TermKit

/// Text from the network, safe to print to a terminal on one line.
func printable(_ text: String) -> String {
  DisplayText.glyphs(text).map(\.text).joined()
}
