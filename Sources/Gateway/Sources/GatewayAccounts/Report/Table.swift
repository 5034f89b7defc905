/// Columns of text, each as wide as its widest cell. Control characters are shown as `?`, so that a caller's name
/// cannot steer a terminal.
struct Table {
  enum Cell {
    case left(String)
    case right(String)

    var text: String {
      let text =
        switch self {
        case .left(let text), .right(let text): text
        }
      return String(
        String.UnicodeScalarView(
          text.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    }
  }

  let rows: [[Cell]]

  init(_ rows: [[Cell]]) { self.rows = rows }

  var lines: [String] {
    let texts = rows.map { $0.map(\.text) }
    let count = texts.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in texts.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return zip(rows, texts).map { row, texts in
      var line = ""
      for column in texts.indices {
        let padding = String(repeating: " ", count: widths[column] - texts[column].count)
        line += "  "
        switch row[column] {
        case .left: line += texts[column] + (column + 1 < texts.count ? padding : "")
        case .right: line += padding + texts[column]
        }
      }
      return line
    }
  }
}
