import TriageMetrics

/// The accuracy/cost curve: the router's threshold swept, its operating points, baselines, single models with their
/// hull, and the oracle.
struct CurveFigure {
  let report: EvaluationReport
  let costs: CostScale
  let frame: PlotFrame
  let singles: [(name: String, cost: Double, quality: Double)]
  let oracle: (cost: Double, quality: Double)?
  let width = 800.0
  /// The height, legend included.
  let height: Double
  let legend: FigureLegend

  /// `nil` where there is no curve to draw.
  init?(_ report: EvaluationReport) {
    guard !report.curve.isEmpty else { return nil }
    self.report = report
    costs = CostScale(report)
    singles = report.baselines.compactMap { baseline in
      guard baseline.key.hasPrefix("model:"), let cost = baseline.cost, let quality = baseline.quality else {
        return nil
      }
      return (baseline.label, cost.value, quality.value)
    }
    oracle = report.baseline("oracle").flatMap { oracle in
      guard let cost = oracle.cost, let quality = oracle.quality else { return nil }
      return (cost.value, quality.value)
    }
    let drawn = report.baselines.flatMap(\.curve)
    let x = PlotRange(
      report.curve.map(\.cost) + drawn.map(\.cost) + singles.map(\.cost) + (oracle.map { [$0.cost] } ?? []),
      padding: 0.04)
    let y = PlotRange(
      report.curve.map(\.quality) + drawn.map(\.quality) + singles.map(\.quality)
        + (oracle.map { [$0.quality] } ?? []), padding: 0.07, within: -0.02...1.02)
    frame = PlotFrame(left: 64, top: 16, width: 712, height: 396, x: x, y: y)
    legend = FigureLegend(Self.entries(report), left: 64, top: 474, width: 712)
    height = legend.bottom + 10
  }

  /// The figure; `standalone` brings its own colours and background, for use as a picture.
  func markup(standalone: Bool = false) -> Markup {
    var attributes = [
      ("viewBox", "0 0 \(Shape.number(width)) \(Shape.number(height))"), ("role", "img"), ("class", "plot"),
      ("aria-labelledby", "curve-title curve-desc"),
    ]
    if standalone {
      attributes.append(("xmlns", "http://www.w3.org/2000/svg"))
      attributes += [("width", Shape.number(width)), ("height", Shape.number(height))]
    }
    var children: [Markup] = [
      .tag("title", ["id": "curve-title"], "Accuracy against cost: \(report.title)"),
      .tag("desc", ["id": "curve-desc"], summary),
    ]
    if standalone {
      children.append(.style(FigureStyle.standalone))
      children.append(Shape.rect("page", x: 0.5, y: 0.5, width: width - 1, height: height - 1, radius: 10))
    }
    children.append(
      frame.axes(
        xTitle: costs.heading, yTitle: "quality (mean score)",
        xScale: costs.isShare ? 100 : costs.prompts, xPrefix: costs.unit == "USD" ? "$" : "",
        xSuffix: costs.isShare ? " %" : ""))
    children += series + markers()
    children.append(legend.markup)
    return .element("svg", attributes, children)
  }

  /// What the figure shows, in words.
  private var summary: String {
    guard let first = report.curve.first, let last = report.curve.last else { return "" }
    var text =
      "The threshold takes quality from \(Numbers.fixed(first.quality, 3)) at \(costs.phrase(first.cost)) "
    text += "to \(Numbers.fixed(last.quality, 3)) at \(costs.phrase(last.cost))."
    if let cost = report.operating?.cost, let quality = report.operating?.quality {
      text += " The router as it decides: \(Numbers.fixed(quality.value, 3)) at \(costs.text(cost.value))."
    }
    if let oracle {
      text += " The oracle: \(Numbers.fixed(oracle.quality, 3)) at \(costs.text(oracle.cost))."
    }
    return text
  }
}

extension EvaluationReport {
  /// The accuracy/cost curve alone, as an SVG file with its own background that follows the reader's light or dark
  /// setting. Nil where there is no curve: the records do not say what more than one tier came to.
  public func renderCurveSVG() -> String? {
    guard let figure = CurveFigure(self) else { return nil }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + figure.markup(standalone: true).render()
  }
}
