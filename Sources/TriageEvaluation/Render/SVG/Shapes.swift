/// SVG shapes as markup. Coordinates are in user units, y down; numbers that are not finite are drawn at 0.
enum Shape {
  /// A coordinate to a tenth of a unit.
  static func number(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e6 else { return "0" }
    let text = Numbers.fixed(value, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  static func line(_ style: String, _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> Markup {
    .tag(
      "line",
      ["class": style, "x1": number(x1), "y1": number(y1), "x2": number(x2), "y2": number(y2)])
  }

  static func rect(_ style: String, x: Double, y: Double, width: Double, height: Double, radius: Double = 0)
    -> Markup
  {
    .tag(
      "rect",
      [
        "class": style, "x": number(x), "y": number(y), "width": number(max(0, width)),
        "height": number(max(0, height)), "rx": number(radius),
      ])
  }

  static func circle(_ style: String, _ x: Double, _ y: Double, _ radius: Double, tip: String? = nil)
    -> Markup
  {
    .tag(
      "circle", ["class": style, "cx": number(x), "cy": number(y), "r": number(radius)],
      tip.map { [.tag("title", [:], $0)] } ?? [])
  }

  static func path(
    _ style: String, _ points: [(x: Double, y: Double)], closed: Bool = false, tip: String? = nil
  )
    -> Markup
  {
    guard !points.isEmpty else { return .none }
    var d = ""
    for (index, point) in points.enumerated() {
      d += (index == 0 ? "M" : "L") + number(point.x) + " " + number(point.y)
    }
    return .tag(
      "path", ["class": style, "d": closed ? d + "Z" : d], tip.map { [.tag("title", [:], $0)] } ?? [])
  }

  /// A square standing on its corner.
  static func diamond(_ style: String, _ x: Double, _ y: Double, _ r: Double, tip: String? = nil) -> Markup {
    path(style, [(x, y - r), (x + r, y), (x, y + r), (x - r, y)], closed: true, tip: tip)
  }

  /// A five-pointed star.
  static func star(_ style: String, _ x: Double, _ y: Double, _ r: Double, tip: String? = nil) -> Markup {
    // Unit vectors at multiples of 36 degrees from straight up, outer and inner by turns.
    let unit: [(Double, Double)] = [
      (0, -1), (0.587_785, -0.809_017), (0.951_057, -0.309_017), (0.951_057, 0.309_017),
      (0.587_785, 0.809_017),
      (0, 1), (-0.587_785, 0.809_017), (-0.951_057, 0.309_017), (-0.951_057, -0.309_017),
      (-0.587_785, -0.809_017),
    ]
    let corners = unit.enumerated().map { index, u in
      let length = index.isMultiple(of: 2) ? r : r * 0.42
      return (x: x + u.0 * length, y: y + u.1 * length)
    }
    return path(style, corners, closed: true, tip: tip)
  }

  /// Text; `anchor` is start, middle or end.
  static func text(
    _ style: String, _ x: Double, _ y: Double, _ text: String, anchor: String = "start", turn: Double = 0
  ) -> Markup {
    var attributes = [("class", style), ("x", number(x)), ("y", number(y)), ("text-anchor", anchor)]
    if turn != 0 { attributes.append(("transform", "rotate(\(number(turn)) \(number(x)) \(number(y)))")) }
    return .element("text", attributes, [.text(text)])
  }

  /// About how wide text is at 12 units in a system sans.
  static func width(_ text: String) -> Double {
    Double(TerminalText.width(text)) * 6.5
  }
}
