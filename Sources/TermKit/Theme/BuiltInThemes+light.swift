extension BuiltInThemes {
  /// Further light themes.
  static let light: [(name: String, toml: String)] = [
    (
      "cnt-sepia",
      """
      # cnt-sepia: ink on old paper, for long reading.

      [meta]
      dark = false

      [palette]
      ground = "#F4ECD8"
      panel = "#EBE1C9"
      bar = "#E2D6B9"
      line = "#C9B98F"
      ink = "#3B2F22"
      text2 = "#5A4A37"
      text3 = "#695944"
      brand = "#7A4B1E"
      gold = "#7D4A12"
      title = "#5E2F0D"
      selected = "#D8BE8A"
      quiet = "#E2D6B9"
      green = "#3A6318"
      amber = "#7F4A00"
      red = "#9A2A1E"
      blue = "#2B4F8C"

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
      selection = { fg = "ink", bg = "selected", bold = true }
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
      inputFocused = { fg = "ink", bg = "selected" }
      placeholder = { fg = "text3" }
      badge = { fg = "gold", bold = true }
      link = { fg = "blue", underline = true }
      key = { fg = "title", bold = true }
      """
    ),
    (
      "cnt-dawn",
      """
      # cnt-dawn: rose and plum on a pale morning.

      [meta]
      dark = false

      [palette]
      ground = "#FDF6F3"
      panel = "#F7EBE6"
      bar = "#F0DFD9"
      line = "#DDBFB5"
      ink = "#33222B"
      text2 = "#5C4450"
      text3 = "#73586A"
      brand = "#8A3F5C"
      gold = "#9A3B4F"
      title = "#6E2443"
      selected = "#F0BFB4"
      quiet = "#EFDAD3"
      green = "#1F6B3A"
      amber = "#8A4B04"
      red = "#B3202A"
      blue = "#2F4FB0"

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
      selection = { fg = "ink", bg = "selected", bold = true }
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
      inputFocused = { fg = "ink", bg = "selected" }
      placeholder = { fg = "text3" }
      badge = { fg = "gold", bold = true }
      link = { fg = "blue", underline = true }
      key = { fg = "title", bold = true }
      """
    ),
  ]
}
