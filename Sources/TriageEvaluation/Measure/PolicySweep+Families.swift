import TriageMetrics

extension PolicySweep {
  /// The router's family: "the cheapest tier whose sufficiency reaches the threshold", over all thresholds.
  ///
  /// Every distinct sufficiency is a threshold, thinned by rank to `limit`; 0 sends everything to the cheapest
  /// tier, the last one everything to the top. The router's own threshold is always among them.
  static func router(_ data: Prepared, limit: Int) -> PolicySweep {
    let rows = data.complete.rows
    let top = data.tierModels.count - 1
    var known: [Double] = []
    for row in rows { known.append(contentsOf: data.set.rows[row].sufficiency.prefix(top)) }
    known.sort()
    var grid: Set<Double> = [0, (known.last ?? 0) < 1 ? 1 : (1.0).nextUp]
    let own = data.set.router.threshold
    if own > 0, own < 1, limit > 2 { grid.insert(own) }
    let distinct = Set(known)
    let room = limit - grid.count
    if distinct.subtracting(grid).count <= room {
      grid.formUnion(distinct)
    } else if room > 0 {
      for pick in 0..<room { grid.insert(known[(2 * pick + 1) * known.count / (2 * room)]) }
    }
    let knob = grid.sorted()

    var moves: [Move] = []
    for (position, row) in rows.enumerated() {
      var reached = -Double.infinity
      for tier in 0..<top {
        // A later tier never suffices less; should a file say so, the best so far counts.
        let before = reached
        reached = max(reached, data.set.rows[row].sufficiency[tier])
        guard reached > before else { continue }
        let step = firstStep(above: reached, in: knob)
        guard step < knob.count else { break }
        var next = tier + 1
        while next < top, data.set.rows[row].sufficiency[next] <= reached { next += 1 }
        moves.append(
          move(data, position: position, row: row, step: step, from: tier, to: next, top: top))
      }
    }
    return PolicySweep(
      knob: knob, startCost: rows.map { data.tierCost($0, 0) },
      startQuality: rows.map { data.score($0, data.cheapest) },
      startTop: rows.map { _ in top == 0 ? 1 : 0 }, moves: moves)
  }

  /// A ranking's family: the most promising rows to the top tier, the rest to the cheapest, over all shares.
  ///
  /// Tied rows move together. Shares are thinned to `limit`.
  static func ranking(_ data: Prepared, by key: [Double], limit: Int) -> PolicySweep {
    let rows = data.complete.rows
    let top = data.tierModels.count - 1
    let order = RankedOrder(descending: key)
    var moves: [Move] = []
    var knob = [0.0]
    var position = 0
    for end in order.runEnds {
      // A run ends in the slice of its last row; runs of one slice share a step.
      let slice = Double(end) / Double(rows.count) * Double(max(1, limit - 1))
      let share = slice.rounded(.up) / Double(max(1, limit - 1))
      if top > 0, share > knob[knob.count - 1] { knob.append(min(1, share)) }
      while position < end {
        let index = order.rows[position]
        moves.append(
          move(data, position: index, row: rows[index], step: knob.count - 1, from: 0, to: top, top: top))
        position += 1
      }
    }
    return PolicySweep(
      knob: knob, startCost: rows.map { data.tierCost($0, 0) },
      startQuality: rows.map { data.score($0, data.cheapest) },
      startTop: rows.map { _ in top == 0 ? 1 : 0 }, moves: top == 0 ? [] : moves)
  }

  private static func move(
    _ data: Prepared, position: Int, row: Int, step: Int, from: Int, to: Int, top: Int
  ) -> Move {
    Move(
      step: step, row: position, cost: data.tierCost(row, to) - data.tierCost(row, from),
      quality: data.score(row, data.tierModels[to]) - data.score(row, data.tierModels[from]),
      top: to == top ? 1 : 0)
  }

  /// The first step whose threshold is above a sufficiency: there the tier no longer suffices.
  static func firstStep(above value: Double, in knob: [Double]) -> Int {
    var low = 0
    var high = knob.count
    while low < high {
      let middle = (low + high) / 2
      if knob[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
