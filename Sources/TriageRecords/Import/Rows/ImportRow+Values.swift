extension ImportRow {
  /// A name or a text; nil where the cell is empty.
  func text(_ name: String) throws(RecordFault) -> String? {
    switch self[name] {
    case .absent: return nil
    case .text(let text): return text.isEmpty ? nil : text
    case .number, .boolean: return self[name].display
    case .json: throw fault(name, expected: "a string")
    }
  }

  /// A score: a number from 0 to 1, or true and false in any case; nil where the cell is empty.
  func score(_ name: String) throws(RecordFault) -> Double? {
    if let boolean = boolean(self[name]) { return boolean ? 1 : 0 }
    guard let number = try number(name, expected: "a number from 0 to 1") else { return nil }
    guard number >= 0, number <= 1 else { throw fault(name, expected: "a number from 0 to 1") }
    return number
  }

  /// A finite number, 0 or more; nil where the cell is empty.
  func nonNegative(_ name: String) throws(RecordFault) -> Double? {
    guard let number = try number(name, expected: "a number of 0 or more") else { return nil }
    guard number >= 0 else { throw fault(name, expected: "a number of 0 or more") }
    return number
  }

  /// A whole number, 0 or more, `45` and `45.0` alike; nil where the cell is empty.
  func count(_ name: String) throws(RecordFault) -> Int? {
    guard let number = try number(name, expected: "a whole number of 0 or more") else { return nil }
    guard let count = Int(exactly: number), count >= 0 else {
      throw fault(name, expected: "a whole number of 0 or more")
    }
    return count
  }

  /// `name is value, expected …`
  func fault(_ name: String, expected: String) -> RecordFault {
    RecordFault("\(keyForDisplay(name)) is \(self[name].display), expected \(expected)")
  }

  private func number(_ name: String, expected: String) throws(RecordFault) -> Double? {
    switch self[name] {
    case .absent: return nil
    case .number(let number) where number.isFinite: return number
    case .text(let text) where text.isEmpty: return nil
    case .text(let text):
      guard let number = plainNumber(text) else { throw fault(name, expected: expected) }
      return number
    default: throw fault(name, expected: expected)
    }
  }
}

/// `true` and `false`, also in Python's spelling and in quotes; nil for anything else.
func boolean(_ cell: ImportCell) -> Bool? {
  switch cell {
  case .boolean(let boolean): return boolean
  case .text(let text) where text.utf8.count == 4 && text.lowercased() == "true": return true
  case .text(let text) where text.utf8.count == 5 && text.lowercased() == "false": return false
  default: return nil
  }
}

/// A decimal number, white space around it allowed. Not `nan`, `inf` and `0x1p3`, which Swift would take too.
func plainNumber(_ text: String) -> Double? {
  var bytes = Array(text.utf8)[...]
  while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
  while let first = bytes.first, first == 0x20 || first == 0x09 { bytes.removeFirst() }
  let isPlain = bytes.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
      UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }
  guard isPlain, let number = Double(String(decoding: bytes, as: UTF8.self)), number.isFinite else {
    return nil
  }
  return number
}
