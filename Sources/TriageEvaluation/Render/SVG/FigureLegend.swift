/// A legend that flows over as many lines as it needs.
struct FigureLegend {
  enum Sample {
    case line(String)
    case diamond(String)
    case dot(String)
    case star(String)
  }

  struct Entry {
    let sample: Sample
    let label: String

    init(_ sample: Sample, _ label: String) {
      self.sample = sample
      self.label = label
    }
  }

  /// Where its last line ends.
  let bottom: Double
  let markup: Markup

  init(_ entries: [Entry], left: Double, top: Double, width: Double) {
    var x = left
    var y = top
    var parts: [Markup] = []
    for entry in entries {
      let size = 34 + Shape.width(entry.label)
      if x + size > left + width, x > left {
        x = left
        y += 22
      }
      let middle = y - 4
      switch entry.sample {
      case .line(let style): parts.append(Shape.line(style, x, middle, x + 22, middle))
      case .diamond(let style): parts.append(Shape.diamond(style, x + 11, middle, 6.5))
      case .dot(let style): parts.append(Shape.circle(style, x + 11, middle, 4.5))
      case .star(let style): parts.append(Shape.star(style, x + 11, middle, 8))
      }
      parts.append(Shape.text("legend", x + 29, y, entry.label))
      x += size + 18
    }
    bottom = y + 6
    markup = .tag("g", ["class": "legend-group"], parts)
  }
}
