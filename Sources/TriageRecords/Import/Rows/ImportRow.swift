/// The names of a row's cells, each once.
final class ImportColumns {
  let names: [String]
  private let indices: [String: Int]

  /// - Throws: a fault where a name comes twice. Nameless columns may.
  init(_ names: [String]) throws(RecordFault) {
    self.names = names
    var indices: [String: Int] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty {
      guard indices.updateValue(index, forKey: name) == nil else {
        throw RecordFault("\(keyForDisplay(name)) comes twice, expected each column once")
      }
    }
    self.indices = indices
  }

  func index(of name: String) -> Int? { indices[name] }

  /// The first of `names` that there is.
  func first(of names: [String]) -> String? { names.first { indices[$0] != nil } }
}

/// One cell of a row.
enum ImportCell {
  /// Not there, null, or an empty field of a CSV.
  case absent
  case text(String)
  case number(Double)
  case boolean(Bool)
  /// An array or an object; good until the reader moves on.
  case json(JSONValue)

  init(_ value: JSONValue) {
    switch value.kind {
    case .null: self = .absent
    case .boolean: self = .boolean(value.boolean ?? false)
    case .number: self = Self.number(value)
    case .string: self = .text(value.string ?? "")
    case .array, .object: self = .json(value)
    }
  }

  /// Up to this a double holds every whole number; what is larger stays text.
  private static let exact = 9_007_199_254_740_992.0

  private static func number(_ value: JSONValue) -> ImportCell {
    let number = value.number ?? .nan
    guard abs(number) >= exact, let digits = value.digits else { return .number(number) }
    return .text(digits)
  }

  /// As a message shows it.
  var display: String {
    switch self {
    case .absent: "empty"
    case .text(let text): quotedForDisplay(text)
    case .number(let number):
      number == number.rounded() && abs(number) < Self.exact ? "\(Int(number))" : "\(number)"
    case .boolean(let boolean): boolean ? "true" : "false"
    case .json(let value): value.display
    }
  }
}

/// One row of a table, whether it stood in a CSV or was an object of JSON Lines.
struct ImportRow {
  let columns: ImportColumns
  let cells: [ImportCell]

  /// The cell of a column; absent where there is no such column.
  subscript(name: String) -> ImportCell {
    guard let index = columns.index(of: name), index < cells.count else { return .absent }
    return cells[index]
  }
}
