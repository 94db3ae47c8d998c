extension BuiltInThemes {
  /// The two for those who need strong contrast.
  static let contrast: [(name: String, toml: String)] = [
    (
      "cnt-contrast-dark",
      """
      # cnt-contrast-dark: white on black, 7 to 1 and more everywhere.

      [meta]
      dark = true

      [palette]
      ground = "#000000"
      panel = "#000000"
      bar = "#141414"
      line = "#B8B8B8"
      ink = "#FFFFFF"
      text2 = "#F0F0F0"
      text3 = "#D0D0D0"
      brand = "#E6C49A"
      gold = "#FFD27F"
      title = "#FFE7B8"
      selected = "#FFD27F"
      quiet = "#2E2E2E"
      green = "#5CF28A"
      amber = "#FFC93D"
      red = "#FF9B9B"
      blue = "#9CC8FF"

      [styles]
      text = { fg = "ink" }
      secondary = { fg = "text2" }
      tertiary = { fg = "text3" }
      background = { fg = "ink", bg = "ground" }
      panel = { fg = "ink", bg = "panel" }
      border = { fg = "line" }
      borderFocused = { fg = "brand" }
      title = { fg = "title", bold = true }
      heading = { fg = "gold", bold = true }
      selection = { fg = "ground", bg = "selected", bold = true }
      selectionInactive = { fg = "ink", bg = "quiet" }
      accent = { fg = "gold" }
      primary = { fg = "brand" }
      success = { fg = "green" }
      warning = { fg = "amber" }
      error = { fg = "red" }
      info = { fg = "blue" }
      live = { fg = "red", bold = true }
      pending = { fg = "amber", italic = true }
      sidebar = { fg = "text2", bg = "panel" }
      sidebarSelected = { fg = "ink", bg = "quiet", bold = true }
      playerBar = { fg = "ink", bg = "bar" }
      playerProgress = { fg = "gold", bg = "bar" }
      statusBar = { fg = "text2", bg = "panel" }
      input = { fg = "ink", bg = "bar" }
      inputFocused = { fg = "ground", bg = "selected" }
      placeholder = { fg = "text3" }
      badge = { fg = "gold", bold = true }
      link = { fg = "blue", underline = true }
      key = { fg = "title", bold = true }
      """
    ),
    (
      "cnt-contrast-light",
      """
      # cnt-contrast-light: black on white, 7 to 1 and more everywhere.

      [meta]
      dark = false

      [palette]
      ground = "#FFFFFF"
      panel = "#FFFFFF"
      bar = "#F0F0F0"
      line = "#4A4A4A"
      ink = "#000000"
      text2 = "#1A1A1A"
      text3 = "#333333"
      brand = "#4A3414"
      gold = "#5A3D00"
      title = "#3A2A00"
      selected = "#1F1500"
      quiet = "#E4E4E4"
      green = "#00501E"
      amber = "#663800"
      red = "#8A0000"
      blue = "#002F9C"

      [styles]
      text = { fg = "ink" }
      secondary = { fg = "text2" }
      tertiary = { fg = "text3" }
      background = { fg = "ink", bg = "ground" }
      panel = { fg = "ink", bg = "panel" }
      border = { fg = "line" }
      borderFocused = { fg = "brand" }
      title = { fg = "title", bold = true }
      heading = { fg = "gold", bold = true }
      selection = { fg = "ground", bg = "selected", bold = true }
      selectionInactive = { fg = "ink", bg = "quiet" }
      accent = { fg = "gold" }
      primary = { fg = "brand" }
      success = { fg = "green" }
      warning = { fg = "amber" }
      error = { fg = "red" }
      info = { fg = "blue" }
      live = { fg = "red", bold = true }
      pending = { fg = "amber", italic = true }
      sidebar = { fg = "text2", bg = "panel" }
      sidebarSelected = { fg = "ink", bg = "quiet", bold = true }
      playerBar = { fg = "ink", bg = "bar" }
      playerProgress = { fg = "gold", bg = "bar" }
      statusBar = { fg = "text2", bg = "panel" }
      input = { fg = "ink", bg = "bar" }
      inputFocused = { fg = "ground", bg = "selected" }
      placeholder = { fg = "text3" }
      badge = { fg = "gold", bold = true }
      link = { fg = "blue", underline = true }
      key = { fg = "title", bold = true }
      """
    ),
  ]
}
