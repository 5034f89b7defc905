/// The area of a plot with its two axes: from values to coordinates, and the lines and figures around it.
struct PlotFrame {
  let left: Double
  let top: Double
  let width: Double
  let height: Double
  let x: PlotRange
  let y: PlotRange

  var right: Double { left + width }
  var bottom: Double { top + height }

  /// Where a point lies.
  func at(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    (left + self.x.part(x) * width, bottom - self.y.part(y) * height)
  }

  /// Grid lines, figures and headings.
  ///
  /// - Parameters:
  ///   - xScale: what printed figures are multiples of; ticks are round in print, not in the data's unit.
  func axes(
    xTitle: String, yTitle: String, xScale: Double = 1, xPrefix: String = "", xSuffix: String = "",
    xTicks: Int = 8, yTicks: Int = 8
  ) -> Markup {
    var parts: [Markup] = []
    let horizontal = y.ticks(yTicks)
    for value in horizontal.values {
      let place = at(x.low, value).y
      parts.append(Shape.line("grid", left, place, right, place))
      parts.append(
        Shape.text(
          "tick", left - 8, place + 4, Numbers.fixed(value, max(1, horizontal.decimals)), anchor: "end"))
    }
    let scaled = PlotRange([x.low * xScale, x.high * xScale], padding: 0).ticks(xTicks)
    for value in scaled.values {
      let place = at(value / xScale, y.low).x
      parts.append(Shape.line("axis", place, bottom, place, bottom + 4))
      parts.append(
        Shape.text(
          "tick", place, bottom + 18, xPrefix + Numbers.fixed(value, scaled.decimals) + xSuffix,
          anchor: "middle"))
    }
    parts.append(Shape.line("axis", left, bottom, right, bottom))
    parts.append(Shape.text("axis-title", left + width / 2, bottom + 38, xTitle, anchor: "middle"))
    let middle = top + height / 2
    parts.append(Shape.text("axis-title", left - 44, middle, yTitle, anchor: "middle", turn: -90))
    return .tag("g", [:], parts)
  }
}
