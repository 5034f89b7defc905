import TriageMetrics

extension CurveFigure {
  /// Legend entries for what is there to see.
  static func entries(_ report: EvaluationReport) -> [FigureLegend.Entry] {
    var entries: [FigureLegend.Entry] = [.init(.line("router-line"), "router, threshold swept (95 % shaded)")]
    if report.operating != nil { entries.append(.init(.diamond("operating"), "as it decides, band on")) }
    if report.plain != nil { entries.append(.init(.diamond("plain-point"), "band off")) }
    for (key, style) in rankingStyles {
      guard let baseline = report.baseline(key), !baseline.curve.isEmpty else { continue }
      let same = key == "random" && report.hullIsRandom
      entries.append(.init(.line(style), baseline.label + (same ? ", the hull of single models" : "")))
    }
    entries.append(.init(.dot("single"), "single model"))
    if report.hull.count > 1, !report.hullIsRandom {
      entries.append(.init(.line("hull-line"), "hull of single models"))
    }
    if report.baseline("oracle")?.cost != nil { entries.append(.init(.star("oracle"), "oracle")) }
    return entries
  }

  static let rankingStyles = [
    ("random", "random-line"), ("prompt_length", "length-line"), ("domain_mean", "domain-line"),
  ]

  /// Ribbon and lines, from the back to the front.
  var series: [Markup] {
    var parts: [Markup] = []
    let upper = report.curve.map { frame.at($0.cost, $0.qualityHigh) }
    let lower = report.curve.map { frame.at($0.cost, $0.qualityLow) }
    parts.append(Shape.path("ribbon", clipped(upper + lower.reversed()), closed: true))
    for (key, style) in Self.rankingStyles {
      guard let baseline = report.baseline(key) else { continue }
      parts.append(
        Shape.path(style, baseline.curve.map { frame.at($0.cost, $0.quality) }, tip: baseline.label))
    }
    if report.hull.count > 1, !report.hullIsRandom {
      parts.append(Shape.path("hull-line", hullPath, tip: "hull of single models"))
    }
    parts.append(Shape.path("router-line", routerPath, tip: "router, threshold swept"))
    return parts
  }

  private var routerPath: [(x: Double, y: Double)] { report.curve.map { frame.at($0.cost, $0.quality) } }

  private var hullPath: [(x: Double, y: Double)] { report.hull.map { frame.at($0.cost, $0.quality) } }

  private func clipped(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    points.map { ($0.x, min(frame.bottom, max(frame.top, $0.y))) }
  }

  /// Points with their labels.
  func markers() -> [Markup] {
    var placer = LabelPlacer(
      bounds: .init(x: frame.left, y: frame.top, width: frame.width + 20, height: frame.height))
    placer.avoid(path: routerPath)
    placer.avoid(path: hullPath)
    for (key, _) in Self.rankingStyles {
      placer.avoid(path: (report.baseline(key)?.curve ?? []).map { frame.at($0.cost, $0.quality) })
    }
    var shapes: [Markup] = []
    var labels: [(text: String, x: Double, y: Double)] = []
    func add(_ text: String, _ cost: Double, _ quality: Double, _ draw: (Double, Double, String) -> Markup) {
      let at = frame.at(cost, quality)
      shapes.append(draw(at.x, at.y, "\(text): \(Numbers.fixed(quality, 3)) at \(costs.text(cost))"))
      placer.avoid(at.x, at.y, 6)
      labels.append((TerminalText.fit(text, 30), at.x, at.y))
    }
    if let oracle {
      add("oracle", oracle.cost, oracle.quality) { Shape.star("oracle", $0, $1, 9, tip: $2) }
    }
    for single in singles {
      add(single.name, single.cost, single.quality) { Shape.circle("single", $0, $1, 4.5, tip: $2) }
    }
    if let cost = report.plain?.cost, let quality = report.plain?.quality {
      let at = frame.at(cost.value, quality.value)
      placer.avoid(at.x, at.y, 8)
      shapes.append(Shape.diamond("plain-point", at.x, at.y, 8, tip: "router, band off"))
    }
    if let cost = report.operating?.cost, let quality = report.operating?.quality {
      let at = frame.at(cost.value, quality.value)
      placer.avoid(at.x, at.y, 8)
      shapes.append(Shape.diamond("operating", at.x, at.y, 7, tip: "router as it decides"))
      labels.insert((routerLabel(quality.value), at.x, at.y), at: 0)
    }
    let texts = labels.map { label -> Markup in
      guard let spot = placer.place(label.text, at: label.x, label.y) else { return .none }
      return Shape.text("label", spot.x, spot.y, label.text, anchor: spot.anchor)
    }
    return shapes + texts
  }

  private func routerLabel(_ quality: Double) -> String {
    let saved = report.operating?.savings.map { ", \(Numbers.percent($0.value)) \(costs.savings)" } ?? ""
    return "router \(Numbers.fixed(quality, 3))\(saved)"
  }
}

extension EvaluationReport {
  /// Whether the hull is the straight line from cheapest to top, which is what random cuts draw already.
  var hullIsRandom: Bool {
    hull.map(\.model) == [cheapestModel, topModel] && baseline("random")?.curve.isEmpty == false
  }
}
