/// The built-in themes: the text of `themes/*.toml`, so that the program works without its files.
/// A test holds the two against each other.
enum BuiltInThemes {
  static let sources: [(name: String, toml: String)] = own + contrast + dark + light

  /// The platform's own palette.
  private static let own: [(name: String, toml: String)] = [
    (
      "cnt-dark",
      """
      # cnt-dark: the platform's warm browns on a dark ground.

      [meta]
      dark = true

      [palette]
      ground = "#1E1915"
      panel = "#28211B"
      bar = "#322920"
      line = "#5A4F47"
      cream = "#F7F5F2"
      sand = "#D9D1C7"
      clay = "#A69B94"
      brown = "#A68B6B"
      gold = "#D4A574"
      light_gold = "#E6C49A"
      selected = "#6B5A3F"
      quiet = "#443A30"
      green = "#4ADE80"
      amber = "#FBBF24"
      red = "#F87171"
      blue = "#60A5FA"

      [styles]
      text = { fg = "cream" }
      secondary = { fg = "sand" }
      tertiary = { fg = "clay" }
      background = { fg = "cream", bg = "ground" }
      panel = { fg = "cream", bg = "panel" }
      border = { fg = "line" }
      borderFocused = { fg = "brown" }
      title = { fg = "light_gold", bold = true }
      heading = { fg = "gold", bold = true }
      selection = { fg = "cream", bg = "selected", bold = true }
      selectionInactive = { fg = "cream", bg = "quiet" }
      accent = { fg = "gold" }
      primary = { fg = "brown" }
      success = { fg = "green" }
      warning = { fg = "amber" }
      error = { fg = "red" }
      info = { fg = "blue" }
      live = { fg = "red", bold = true }
      pending = { fg = "amber", italic = true }
      sidebar = { fg = "sand", bg = "panel" }
      sidebarSelected = { fg = "cream", bg = "quiet", bold = true }
      playerBar = { fg = "cream", bg = "bar" }
      playerProgress = { fg = "gold", bg = "bar" }
      statusBar = { fg = "sand", bg = "panel" }
      input = { fg = "cream", bg = "bar" }
      inputFocused = { fg = "cream", bg = "selected" }
      placeholder = { fg = "clay" }
      badge = { fg = "gold", bold = true }
      link = { fg = "blue", underline = true }
      key = { fg = "light_gold", bold = true }
      """
    ),
    (
      "cnt-light",
      """
      # cnt-light: the platform's own palette.

      [meta]
      dark = false

      [palette]
      ground = "#FFFFFF"
      panel = "#F7F5F2"
      bar = "#E8E4E0"
      line = "#D4C5B8"
      ink = "#2D2520"
      text2 = "#5A4F47"
      text3 = "#6F635A"
      brown = "#6B5A3F"
      gold = "#7A5523"
      selected = "#E6C49A"
      quiet = "#F0EDE8"
      green = "#0B6E2F"
      amber = "#8A4B04"
      red = "#B91C1C"
      blue = "#1D4ED8"

      [styles]
      text = { fg = "ink" }
      secondary = { fg = "text2" }
      tertiary = { fg = "text3" }
      background = { fg = "ink", bg = "ground" }
      panel = { fg = "ink", bg = "panel" }
      border = { fg = "line" }
      borderFocused = { fg = "brown" }
      title = { fg = "brown", bold = true }
      heading = { fg = "gold", bold = true }
      selection = { fg = "ink", bg = "selected", bold = true }
      selectionInactive = { fg = "ink", bg = "bar" }
      accent = { fg = "gold" }
      primary = { fg = "brown" }
      success = { fg = "green" }
      warning = { fg = "amber" }
      error = { fg = "red" }
      info = { fg = "blue" }
      live = { fg = "red", bold = true }
      pending = { fg = "amber", italic = true }
      sidebar = { fg = "text2", bg = "panel" }
      sidebarSelected = { fg = "ink", bg = "bar", bold = true }
      playerBar = { fg = "ink", bg = "bar" }
      playerProgress = { fg = "gold", bg = "bar" }
      statusBar = { fg = "text2", bg = "panel" }
      input = { fg = "ink", bg = "quiet" }
      inputFocused = { fg = "ink", bg = "selected" }
      placeholder = { fg = "text3" }
      badge = { fg = "gold", bold = true }
      link = { fg = "blue", underline = true }
      key = { fg = "brown", bold = true }
      """
    ),
  ]
}
