/// A table of aligned columns for a terminal.
struct TextTable {
  /// A column's heading, and whether its cells are numbers that stand to the right.
  struct Column {
    var heading: String
    var number = true
    /// The most columns of the terminal it may take.
    var limit = 44
  }

  let columns: [Column]
  var rows: [[String]] = []

  init(_ columns: [Column]) {
    self.columns = columns
  }

  mutating func add(_ cells: String...) {
    rows.append(cells)
  }

  /// The lines, each at most `width` columns; a table that is too wide loses width in its first column.
  func lines(width: Int = 100, indent: String = "  ") -> [String] {
    var widths = columns.enumerated().map { index, column in
      let cells = rows.map { index < $0.count ? TerminalText.width(TerminalText.clean($0[index])) : 0 }
      return min(column.limit, max(TerminalText.width(column.heading), cells.max() ?? 0))
    }
    let total = widths.reduce(0, +) + 2 * (widths.count - 1) + indent.count
    if total > width, let first = widths.first { widths[0] = max(8, first - (total - width)) }
    let all = [columns.map(\.heading)] + rows
    return all.map { cells in
      var line = indent
      for (index, column) in columns.enumerated() {
        if index > 0 { line += "  " }
        line += TerminalText.pad(index < cells.count ? cells[index] : "", widths[index], right: column.number)
      }
      while line.last == " " { line.removeLast() }
      return TerminalText.fit(line, width)
    }
  }
}
