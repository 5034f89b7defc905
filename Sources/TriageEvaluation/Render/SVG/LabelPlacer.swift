/// Finds room for labels beside their points: each is tried in several places and takes the least crowded.
struct LabelPlacer {
  struct Box {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    func overlap(_ other: Box) -> Double {
      let w = min(x + width, other.x + other.width) - max(x, other.x)
      let h = min(y + height, other.y + other.height) - max(y, other.y)
      return w > 0 && h > 0 ? w * h : 0
    }
  }

  let bounds: Box
  /// Labels and markers: never to be covered.
  private var solid: [Box] = []
  /// Curves: covered only where there is nothing better.
  private var soft: [Box] = []

  init(bounds: Box) {
    self.bounds = bounds
  }

  /// Keeps labels off a marker.
  mutating func avoid(_ x: Double, _ y: Double, _ radius: Double) {
    solid.append(Box(x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius))
  }

  /// Keeps labels off a line where possible.
  mutating func avoid(path: [(x: Double, y: Double)]) {
    for (a, b) in zip(path, path.dropFirst()) {
      let steps = max(1, min(200, Int(max(abs(b.x - a.x), abs(b.y - a.y)) / 6)))
      for step in 0..<steps {
        let part = Double(step) / Double(steps)
        let x = a.x + (b.x - a.x) * part
        let y = a.y + (b.y - a.y) * part
        soft.append(Box(x: x - 2, y: y - 2, width: 4, height: 4))
      }
    }
  }

  /// Places a label beside a point, or answers `nil` where every place covers another label or a marker.
  mutating func place(_ text: String, at x: Double, _ y: Double) -> (x: Double, y: Double, anchor: String)? {
    let width = Shape.width(text)
    var best: (cost: Double, box: Box, anchor: String)?
    for distance in [9.0, 18, 30] {
      let candidates: [(Double, Double, String)] = [
        (x + distance, y - 7, "start"), (x - distance - width, y - 7, "end"),
        (x - width / 2, y - distance - 14, "middle"), (x - width / 2, y + distance, "middle"),
        (x + distance * 0.7, y + distance * 0.6, "start"),
        (x + distance * 0.7, y - distance * 0.6 - 14, "start"),
        (x - distance * 0.7 - width, y + distance * 0.6, "end"),
        (x - distance * 0.7 - width, y - distance * 0.6 - 14, "end"),
      ]
      for (index, candidate) in candidates.enumerated() {
        let box = Box(x: candidate.0, y: candidate.1, width: width, height: 14)
        guard box.x >= bounds.x, box.x + width <= bounds.x + bounds.width, box.y >= bounds.y,
          box.y + 14 <= bounds.y + bounds.height, solid.allSatisfy({ $0.overlap(box) < 1 })
        else { continue }
        let covered = soft.reduce(0) { $0 + $1.overlap(box) }
        let cost = covered + Double(index) + distance
        if best == nil || cost < best?.cost ?? 0 { best = (cost, box, candidate.2) }
      }
    }
    guard let best else { return nil }
    solid.append(best.box)
    let anchorX =
      best.anchor == "start"
      ? best.box.x : best.anchor == "end" ? best.box.x + width : best.box.x + width / 2
    return (anchorX, best.box.y + 11, best.anchor)
  }
}
