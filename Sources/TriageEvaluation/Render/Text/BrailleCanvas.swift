/// A drawing of braille cells, two dots wide and four high each, with letters laid over it.
struct BrailleCanvas {
  let columns: Int
  let rows: Int
  private var cells: [UInt8]
  private var letters: [Character?]

  init(columns: Int, rows: Int) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    cells = Array(repeating: 0, count: self.columns * self.rows)
    letters = Array(repeating: nil, count: self.columns * self.rows)
  }

  /// Sets the dot at a place given as fractions of width and height, from the bottom left.
  mutating func dot(_ x: Double, _ y: Double) {
    guard x.isFinite, y.isFinite, (0...1).contains(x), (0...1).contains(y) else { return }
    let column = min(columns * 2 - 1, Int(x * Double(columns * 2 - 1) + 0.5))
    let row = rows * 4 - 1 - min(rows * 4 - 1, Int(y * Double(rows * 4 - 1) + 0.5))
    // The bit of each dot within a cell, by row and then column (Unicode 10.0, "Braille Patterns").
    let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    cells[row / 4 * columns + column / 2] |= bits[row % 4 * 2 + column % 2]
  }

  /// Draws a straight line; a `gap` above 1 dots it.
  mutating func line(from: (x: Double, y: Double), to: (x: Double, y: Double), gap: Int = 1) {
    let length = max(abs(to.x - from.x) * Double(columns * 2), abs(to.y - from.y) * Double(rows * 4))
    guard length.isFinite, length < 100_000 else { return }
    let steps = max(1, Int(length.rounded(.up)))
    for step in stride(from: 0, through: steps, by: max(1, gap)) {
      let part = Double(step) / Double(steps)
      dot(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part)
    }
  }

  /// Lays a letter over the cell at a place.
  mutating func mark(_ letter: Character, _ x: Double, _ y: Double) {
    guard x.isFinite, y.isFinite, (0...1).contains(x), (0...1).contains(y) else { return }
    let column = min(columns - 1, Int(x * Double(columns)))
    let row = rows - 1 - min(rows - 1, Int(y * Double(rows)))
    letters[row * columns + column] = letter
  }

  /// The rows of text, top first, each exactly `columns` wide.
  var lines: [String] {
    (0..<rows).map { row in
      String(
        (0..<columns).map { column -> Character in
          let index = row * columns + column
          if let letter = letters[index] { return letter }
          guard cells[index] != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(cells[index])) else {
            return " "
          }
          return Character(scalar)
        })
    }
  }
}
