internal import GatewayMoney

extension Cursor {
  /// A text that is not empty; numbers and words such as `no` are taken as they were written.
  func string() -> String? {
    guard let text, !isNothing, !text.isEmpty else {
      mismatch("a text")
      return nil
    }
    return text
  }

  /// A name: up to 100 visible characters and spaces.
  func name() -> String? {
    guard let text = string() else { return nil }
    let isVisible = text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard isVisible, text.utf8.count <= 100, text.first != " ", text.last != " " else {
      mismatch("a name of up to 100 visible characters")
      return nil
    }
    return text
  }

  /// `true` or `false`, or YAML's other words for them.
  func bool() -> Bool? {
    switch plain?.lowercased() {
    case "true", "yes", "on": return true
    case "false", "no", "off": return false
    default:
      mismatch("true or false")
      return nil
    }
  }

  /// A whole number within the range, with or without underscores.
  func int(_ range: ClosedRange<Int>) -> Int? {
    let digits = plain?.filter { $0 != "_" } ?? ""
    if let number = Int(digits), range.contains(number) { return number }
    mismatch("a whole number from \(range.lowerBound) to \(range.upperBound)")
    return nil
  }

  /// A number within the range.
  func double(_ range: ClosedRange<Double>) -> Double? {
    let text = plain ?? ""
    let isDecimal = text.utf8.allSatisfy { "0123456789.eE+-".utf8.contains($0) }
    if isDecimal, let number = Double(text), range.contains(number) { return number }
    mismatch("a number from \(decimal(range.lowerBound)) to \(decimal(range.upperBound))")
    return nil
  }

  /// A share above 0 and up to 1.
  func share() -> Double? {
    guard let number = double(0...1) else { return nil }
    if number > 0 { return number }
    mismatch("above 0")
    return nil
  }

  /// A time with its unit within the range.
  func duration(_ range: ClosedRange<Duration>) -> Duration? {
    guard let text, let duration = Quantity.duration(text) else {
      mismatch("a time with a unit, such as 250ms, 2s, 5m, 1h or 30d")
      return nil
    }
    guard range.contains(duration) else {
      mismatch("from \(Quantity.words(range.lowerBound)) to \(Quantity.words(range.upperBound))")
      return nil
    }
    return duration
  }

  /// A size in bytes within the range.
  func size(_ range: ClosedRange<Int>) -> Int? {
    guard let text, let size = Quantity.size(text), range.contains(size) else {
      mismatch(
        "a size from \(Quantity.words(bytes: range.lowerBound)) to \(Quantity.words(bytes: range.upperBound))"
      )
      return nil
    }
    return size
  }

  /// Dollars, exactly as written, from 0.
  func money(decimals: Int) -> Money? {
    let text = self.text ?? ""
    let written = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    guard let money = Money(text), money >= .zero, written <= decimals else {
      mismatch("dollars with at most \(decimals) decimals, such as 0.15")
      return nil
    }
    return money
  }

  /// One of some words.
  func choice<Choice>(_ choices: KeyValuePairs<String, Choice>) -> Choice? {
    if let found = choices.first(where: { $0.key == text }) { return found.value }
    mismatch("one of \(choices.map(\.key).joined(separator: ", "))")
    return nil
  }

  private func decimal(_ number: Double) -> String {
    number == number.rounded() && abs(number) < 1e15 ? "\(Int(number))" : "\(number)"
  }
}
