import CNcurses
import Glibc

/// The C library's character table in a UTF-8 locale, whatever locale the process has.
enum CharacterType {
  /// Whether the C library, and with it ncurses, can draw the scalar. It may be of an older Unicode
  /// than Swift.
  static func isKnown(_ scalar: Unicode.Scalar) -> Bool {
    !ready || cnt_wcwidth(wchar_t(bitPattern: scalar.value)) >= 0
  }

  /// Columns of one scalar as `wcwidth` counts; 1 where it knows none.
  static func columns(_ scalar: Unicode.Scalar) -> Int {
    if ready { return wide(scalar) }
    return scalar.properties.isEmojiPresentation ? 2 : 1
  }

  private static func wide(_ scalar: Unicode.Scalar) -> Int {
    let width = cnt_wcwidth(wchar_t(bitPattern: scalar.value))
    return width < 0 ? 1 : Int(width)
  }

  /// Sets LC_CTYPE once; ncurses needs it too. `C.UTF-8` is part of every glibc since 2.35.
  private static let ready: Bool = {
    if localeIsUTF8() { return true }
    return setlocale(LC_CTYPE, "C.UTF-8") != nil || setlocale(LC_CTYPE, "en_US.UTF-8") != nil
  }()

  private static func localeIsUTF8() -> Bool {
    String(cString: nl_langinfo(nl_item(CODESET))) == "UTF-8"
  }
}
