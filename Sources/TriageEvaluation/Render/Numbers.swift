/// Numbers for people: fixed decimals, percent, money and intervals, without a locale.
enum Numbers {
  /// What stands for an undefined number.
  static let dash = "–"

  /// A number with a fixed count of decimals, halves away from zero. A dash where it is not finite.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return dash }
    let places = max(0, min(12, decimals))
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (abs(value) * scale).rounded()
    guard scaled < 9e18 else { return dash }
    let digits = String(Int64(scaled))
    let padded = String(repeating: "0", count: max(0, places + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard places > 0 else { return sign + padded }
    return sign + padded.dropLast(places) + "." + padded.suffix(places)
  }

  /// The same with a plus before what is positive: for differences.
  static func signed(_ value: Double, _ decimals: Int) -> String {
    let text = fixed(value, decimals)
    return value > 0 && text.contains(where: { $0 != "0" && $0 != "." }) ? "+" + text : text
  }

  /// A fraction as percent.
  static func percent(_ fraction: Double, _ decimals: Int = 0) -> String {
    let text = fixed(fraction * 100, decimals)
    return text == dash ? dash : text + " %"
  }

  /// A whole number with thin groups of thousands: 14,037.
  static func count(_ value: Int) -> String {
    let digits = String(value.magnitude)
    var text = ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }

  /// A number to three significant digits, without exponent.
  static func significant(_ value: Double, _ digits: Int = 3) -> String {
    guard value.isFinite else { return dash }
    guard value != 0 else { return "0" }
    var magnitude = 0
    var size = abs(value)
    while size >= 10, magnitude < 15 {
      size /= 10
      magnitude += 1
    }
    while size < 1, magnitude > -12 {
      size *= 10
      magnitude -= 1
    }
    return fixed(value, max(0, digits - 1 - magnitude))
  }
}

/// How costs are written: the unit, and how many prompts a printed figure is for.
struct CostScale {
  let unit: String
  /// Prompts behind a printed figure; 1000 where one prompt's dollars would be mostly zeros.
  let prompts: Double

  /// Picks the scale from the largest cost that will be printed.
  init(unit: String, largest: Double) {
    self.unit = unit
    prompts = unit == "USD" && largest < 1 ? 1000 : 1
  }

  /// Whether costs are shares of strong calls.
  var isShare: Bool { unit == "strong calls" }

  /// The axis or column heading.
  var heading: String {
    switch unit {
    case "USD": prompts == 1000 ? "USD per 1,000 prompts" : "USD per prompt"
    case "strong calls": "strong calls, share of prompts"
    default: "\(unit) per prompt"
    }
  }

  /// A cost of one prompt, as printed.
  func text(_ cost: Double) -> String {
    if isShare { return Numbers.percent(cost, 1) }
    return (unit == "USD" ? "$" : "") + Numbers.significant(cost * prompts)
  }

  /// A cost with what it is for: "$2.80 per 1,000 prompts", "31.0 % strong calls".
  func phrase(_ cost: Double) -> String {
    switch unit {
    case "USD": text(cost) + (prompts == 1000 ? " per 1,000 prompts" : " per prompt")
    case "strong calls": text(cost) + " strong calls"
    default: "\(text(cost)) \(unit) per prompt"
    }
  }

  /// What less cost is called: where there are no dollars, nothing is known to be saved.
  var savings: String { isShare ? "fewer strong calls" : "saved" }

  /// A difference of costs, as printed.
  func signedText(_ cost: Double) -> String {
    let text = self.text(abs(cost))
    return cost < 0 ? "-" + text : cost > 0 ? "+" + text : text
  }
}
