extension BuiltInThemes {
  /// Further dark themes.
  static let dark: [(name: String, toml: String)] = [
    (
      "cnt-slate",
      """
      # cnt-slate: cool greys with a calm blue.

      [meta]
      dark = true

      [palette]
      ground = "#1B2028"
      panel = "#222935"
      bar = "#2A3341"
      line = "#4A5668"
      ink = "#ECEFF4"
      text2 = "#C6CEDA"
      text3 = "#9AA6B8"
      brand = "#7FA5C9"
      gold = "#8FC1E3"
      title = "#B7DAF2"
      selected = "#3F5A7A"
      quiet = "#303B4B"
      green = "#8FCB8B"
      amber = "#E8C069"
      red = "#F08A8F"
      blue = "#8AB4F8"

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
      "cnt-forest",
      """
      # cnt-forest: moss and amber on deep green.

      [meta]
      dark = true

      [palette]
      ground = "#121A15"
      panel = "#18231C"
      bar = "#203026"
      line = "#42584A"
      ink = "#EAF2E6"
      text2 = "#C3D3C0"
      text3 = "#93A891"
      brand = "#8DB37A"
      gold = "#C9B458"
      title = "#E3D48A"
      selected = "#3A5C40"
      quiet = "#26382C"
      green = "#7FD67F"
      amber = "#EDB54F"
      red = "#F28B7D"
      blue = "#84C0D8"

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
