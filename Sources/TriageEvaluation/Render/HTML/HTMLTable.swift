import TriageMetrics

/// An HTML table built row by row; the first cell of a row is its heading.
struct HTMLTable {
  /// A column's heading, and whether its cells are numbers.
  let columns: [(heading: String, number: Bool)]
  private var rows: [Markup] = []

  init(_ columns: [(heading: String, number: Bool)]) {
    self.columns = columns
  }

  var isEmpty: Bool { rows.isEmpty }

  mutating func add(_ cells: [Markup], style: String = "") {
    let row = cells.enumerated().map { index, cell -> Markup in
      let number = index < columns.count && columns[index].number
      guard index > 0 else { return .tag("th", ["scope": "row"], [cell]) }
      return number ? .tag("td", ["class": "n"], [cell]) : .tag("td", [:], [cell])
    }
    rows.append(style.isEmpty ? .tag("tr", [:], row) : .tag("tr", ["class": style], row))
  }

  /// The table within a frame that scrolls sideways on a narrow screen.
  var markup: Markup {
    let headings = columns.map { column -> Markup in
      column.number
        ? .tag("th", ["scope": "col", "class": "n"], column.heading)
        : .tag("th", ["scope": "col"], column.heading)
    }
    return .tag(
      "div", ["class": "scroll"],
      [
        .tag(
          "table", [:],
          [.tag("thead", [:], [.tag("tr", [:], headings)]), .tag("tbody", [:], rows)])
      ])
  }

  /// A number over its interval.
  static func measure(_ measure: Measure, percent: Bool = false) -> Markup {
    guard measure != nil else { return .text(Numbers.dash) }
    return .tag(
      "span", [:],
      [
        .text(EvaluationReport.typeset(EvaluationReport.value(measure, percent))), .tag("br"),
        .tag(
          "span", ["class": "range"], EvaluationReport.typeset(EvaluationReport.interval(measure, percent))),
      ])
  }

  /// A difference over its interval, coloured where the interval leaves zero out.
  static func difference(_ measure: Measure) -> Markup {
    guard let measure else { return .text(Numbers.dash) }
    let style = measure.isAbove(0) ? "better" : measure.isBelow(0) ? "worse" : "same"
    return .tag(
      "span", [:],
      [
        .tag("span", ["class": style], EvaluationReport.typeset(EvaluationReport.signed(measure))),
        .tag("br"),
        .tag("span", ["class": "range"], EvaluationReport.typeset(EvaluationReport.signedInterval(measure))),
      ])
  }

  /// A share with a small bar.
  static func bar(_ share: Double) -> Markup {
    let width = Numbers.fixed(min(1, max(0, share)) * 100, 1)
    return .tag(
      "span", [:],
      [
        .text(Numbers.percent(share)),
        .tag("span", ["class": "bar", "aria-hidden": "true"], [.tag("i", ["style": "width:\(width)%"], [])]),
      ])
  }
}

extension EvaluationReport {
  /// A signed value in print.
  static func signed(_ measure: Measure) -> String {
    measure.map { Numbers.signed($0.value, 3) } ?? Numbers.dash
  }

  /// A signed interval in print.
  static func signedInterval(_ measure: Measure) -> String {
    guard let measure, measure.low < measure.high else { return "" }
    return "\(Numbers.signed(measure.low, 3)) to \(Numbers.signed(measure.high, 3))"
  }

  /// Set for the page: percent signs stay with their number, and a true minus sign stands where a hyphen stood for
  /// one, before a digit or a dollar and not within a word.
  static func typeset(_ text: String) -> String {
    let letters = Array(text)
    return String(
      letters.indices.map { index -> Character in
        guard letters[index] == "-", index + 1 < letters.count else { return letters[index] }
        let next = letters[index + 1]
        guard next.isASCII, next.isNumber || next == "$" else { return "-" }
        if index > 0, letters[index - 1] != " ", letters[index - 1] != "[" { return "-" }
        return "\u{2212}"
      }
    ).split(separator: " %", omittingEmptySubsequences: false).joined(separator: "\u{a0}%")
  }
}
