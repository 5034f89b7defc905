extension EvaluationReport {
  /// The curve in a dozen rows, for choosing a threshold and for readers without the picture.
  var curveTable: Markup {
    let costs = CostScale(self)
    var table = HTMLTable([
      ("threshold", false), ("strong calls", true), ("cost", true), ("quality", true), ("95 %", true),
    ])
    for index in curveStops {
      let point = curve[index]
      table.add([
        .text(Numbers.fixed(point.threshold, 3)), .text(Self.typeset(Numbers.percent(point.strongShare, 1))),
        .text(costs.text(point.cost)), .text(Numbers.fixed(point.quality, 3)),
        .text("\(Numbers.fixed(point.qualityLow, 3)) to \(Numbers.fixed(point.qualityHigh, 3))"),
      ])
    }
    return .tag("details", [:], [.tag("summary", [:], "The curve in numbers"), table.markup])
  }

  /// The points nearest to 0, 10, … 100 % of strong calls.
  var curveStops: [Int] {
    var stops: [Int] = []
    for tenth in 0...10 {
      let share = Double(tenth) / 10
      let distance = curve.map { abs($0.strongShare - share) }
      guard let nearest = distance.indices.min(by: { distance[$0] < distance[$1] }) else { continue }
      if !stops.contains(nearest) { stops.append(nearest) }
    }
    return stops.sorted()
  }
}
