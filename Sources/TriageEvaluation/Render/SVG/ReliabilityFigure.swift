/// The reliability diagram: what sufficiency promised against what happened, bin by bin, with 95 % intervals and a
/// strip of counts.
struct ReliabilityFigure {
  let bins: [ReliabilityRow]

  /// `nil` where there is nothing to draw.
  init?(_ bins: [ReliabilityRow]) {
    guard !bins.isEmpty else { return nil }
    self.bins = bins
  }

  func markup() -> Markup {
    let unit = PlotRange([0, 1], padding: 0)
    let frame = PlotFrame(left: 64, top: 14, width: 330, height: 330, x: unit, y: unit)
    var parts: [Markup] = [
      .tag("title", ["id": "reliability-title"], "Reliability of the cheapest tier's sufficiency"),
      .tag("desc", ["id": "reliability-desc"], summary),
      frame.axes(
        xTitle: "predicted: as good as the top tier", yTitle: "observed share", xTicks: 5, yTicks: 5),
    ]
    let low = frame.at(0, 0)
    let high = frame.at(1, 1)
    parts.append(Shape.line("ideal", low.x, low.y, high.x, high.y))
    let points = bins.map { frame.at($0.predicted, $0.observed) }
    for (bin, point) in zip(bins, points) {
      let above = frame.at(bin.predicted, bin.high).y
      let below = frame.at(bin.predicted, bin.low).y
      parts.append(Shape.line("whisker", point.x, above, point.x, below))
    }
    parts.append(Shape.path("reliability-line", points))
    for (bin, point) in zip(bins, points) {
      let tip =
        "predicted \(Numbers.fixed(bin.predicted, 3)), observed \(Numbers.fixed(bin.observed, 3)), n = \(bin.n)"
      parts.append(Shape.circle("reliability-dot", point.x, point.y, 4, tip: tip))
    }
    parts += counts(frame)
    return .tag(
      "svg",
      [
        "viewBox": "0 0 410 446", "role": "img", "class": "plot square",
        "aria-labelledby": "reliability-title reliability-desc",
      ], parts)
  }

  /// Bars of the bins' counts under the axis: where the predictions are.
  private func counts(_ frame: PlotFrame) -> [Markup] {
    let most = Double(bins.map(\.n).max() ?? 1)
    let base = frame.bottom + 84.0
    var parts = [Shape.line("grid", frame.left, base, frame.right, base)]
    for bin in bins {
      let height = 26 * Double(bin.n) / max(1, most)
      let x = frame.at(bin.predicted, 0).x
      parts.append(Shape.rect("count", x: x - 3, y: base - height, width: 6, height: height))
    }
    let few = bins.map(\.n).min() ?? 0
    let many = bins.map(\.n).max() ?? 0
    let each = few == many ? "\(many)" : "\(few) to \(many)"
    parts.append(Shape.text("tick", frame.left, base + 15, "\(each) prompts in each of \(bins.count) bins"))
    return parts
  }

  private var summary: String {
    bins.map { "\(Numbers.fixed($0.predicted, 2)) predicted, \(Numbers.fixed($0.observed, 2)) observed" }
      .joined(separator: "; ") + "."
  }
}
