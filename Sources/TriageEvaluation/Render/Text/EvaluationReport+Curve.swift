import TriageMetrics

extension EvaluationReport {
  /// The accuracy/cost curve in braille, at most 100 columns wide, with a legend. Empty where there is no curve.
  func terminalCurve(columns: Int = 66, rows: Int = 15) -> [String] {
    guard !curve.isEmpty else { return [] }
    let costs = CostScale(self)
    let singles = baselines.filter { $0.key.hasPrefix("model:") && $0.cost != nil && $0.quality != nil }
    let oracle = baseline("oracle")
    let x = PlotRange(
      curve.map(\.cost) + singles.compactMap(\.cost?.value) + [oracle?.cost?.value].compactMap { $0 },
      padding: 0.03)
    let y = PlotRange(
      curve.map(\.quality) + singles.compactMap(\.quality?.value) + [oracle?.quality?.value].compactMap { $0 }
    )
    func place(_ cost: Double, _ quality: Double) -> (x: Double, y: Double) {
      (x.part(cost), y.part(quality))
    }

    var canvas = BrailleCanvas(columns: columns, rows: rows)
    if let first = curve.first, let last = curve.last {
      canvas.line(from: place(first.cost, first.quality), to: place(last.cost, last.quality), gap: 5)
    }
    for (left, right) in zip(curve, curve.dropFirst()) {
      canvas.line(from: place(left.cost, left.quality), to: place(right.cost, right.quality))
    }
    var legend = ["curve: router, threshold swept", "dots: cheapest and top mixed at random"]
    let letters = Array("123456789abcdefghijklmnpqrstuvwyz")
    for (index, single) in singles.enumerated() where index < letters.count {
      guard let cost = single.cost?.value, let quality = single.quality?.value else { continue }
      let at = place(cost, quality)
      canvas.mark(letters[index], at.x, at.y)
      legend.append("\(letters[index]): \(single.label)")
    }
    for (letter, point, name) in [
      ("x", oracle.flatMap { Self.pair($0.cost?.value, $0.quality?.value) }, "oracle"),
      ("o", Self.pair(plain?.cost?.value, plain?.quality?.value), "router, band off"),
      ("@", Self.pair(operating?.cost?.value, operating?.quality?.value), "router as it decides"),
    ] as [(Character, (Double, Double)?, String)] {
      guard let point else { continue }
      let at = place(point.0, point.1)
      canvas.mark(letter, at.x, at.y)
      legend.append("\(letter): \(name)")
    }
    return framed(canvas, x: x, y: y, costs: costs) + wrapped(legend)
  }

  private static func pair(_ a: Double?, _ b: Double?) -> (Double, Double)? {
    guard let a, let b else { return nil }
    return (a, b)
  }

  private func framed(_ canvas: BrailleCanvas, x: PlotRange, y: PlotRange, costs: CostScale) -> [String] {
    var lines = ["  quality"]
    for (index, line) in canvas.lines.enumerated() {
      let top = index == 0
      let bottom = index == canvas.rows - 1
      let label = top ? Numbers.fixed(y.high, 3) : bottom ? Numbers.fixed(y.low, 3) : ""
      lines.append(TerminalText.pad(label, 7, right: true) + " |" + line)
    }
    lines.append("        +" + String(repeating: "-", count: canvas.columns))
    let left = costs.text(max(0, x.low))
    let right = costs.text(x.high)
    let middle = TerminalText.pad(
      centred(costs.heading, canvas.columns - TerminalText.width(left) - TerminalText.width(right)),
      max(0, canvas.columns - TerminalText.width(left) - TerminalText.width(right)))
    lines.append("         " + left + middle + right)
    return lines
  }

  private func centred(_ text: String, _ columns: Int) -> String {
    String(repeating: " ", count: max(0, (columns - TerminalText.width(text)) / 2)) + text
  }

  private func wrapped(_ entries: [String]) -> [String] {
    var lines: [String] = []
    var line = "  "
    for entry in entries.map({ TerminalText.fit($0, 44) }) {
      if TerminalText.width(line) + TerminalText.width(entry) + 3 > 98, line != "  " {
        lines.append(line)
        line = "  "
      }
      line += (line == "  " ? "" : "   ") + entry
    }
    if line != "  " { lines.append(line) }
    return lines
  }
}
