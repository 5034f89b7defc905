extension RowBlock {
  /// sums ← B · numbers, for the block's prompts: `numbers` a feature, `sums` a prompt of the block.
  @inline(__always)
  func forward<Lanes: LaneVector>(_ numbers: UnsafePointer<Lanes>, into sums: UnsafeMutablePointer<Lanes>) {
    sums.update(repeating: Lanes(), count: count)
    // Apart from the longer lists, because a loop of unforeseeable length costs a wrong guess each.
    for index in 0..<singleCount { sums[Int(singleRows[index])] += numbers[Int(singleColumns[index])] }
    var entry = 0
    for list in 0..<listCount {
      let number = numbers[Int(listColumns[list])]
      let end = Int(listEnds[list])
      while entry < end {
        sums[Int(listRows[entry])] += number
        entry &+= 1
      }
    }
  }

  /// sums ← sums + Bᵀ · numbers, for the block's prompts: `numbers` a prompt of the block, `sums` a feature.
  @inline(__always)
  func backward<Lanes: LaneVector>(
    _ numbers: UnsafePointer<Lanes>, addingTo sums: UnsafeMutablePointer<Lanes>
  ) {
    for index in 0..<singleCount { sums[Int(singleColumns[index])] += numbers[Int(singleRows[index])] }
    var entry = 0
    for list in 0..<listCount {
      let end = Int(listEnds[list])
      var sum = Lanes()
      while entry < end {
        sum += numbers[Int(listRows[entry])]
        entry &+= 1
      }
      sums[Int(listColumns[list])] += sum
    }
  }

  /// The same for two numbers a prompt, one behind the other, and two sums a feature: the lists are walked once.
  @inline(__always)
  func backward<Lanes: LaneVector>(
    pairs numbers: UnsafePointer<Lanes>, addingTo first: UnsafeMutablePointer<Lanes>,
    _ second: UnsafeMutablePointer<Lanes>
  ) {
    for index in 0..<singleCount {
      let (column, place) = (Int(singleColumns[index]), 2 * Int(singleRows[index]))
      first[column] += numbers[place]
      second[column] += numbers[place &+ 1]
    }
    var entry = 0
    for list in 0..<listCount {
      let end = Int(listEnds[list])
      var (sum, other) = (Lanes(), Lanes())
      while entry < end {
        let place = 2 * Int(listRows[entry])
        sum += numbers[place]
        other += numbers[place &+ 1]
        entry &+= 1
      }
      first[Int(listColumns[list])] += sum
      second[Int(listColumns[list])] += other
    }
  }

  /// A prompt's product with the dense columns' numbers: the ones', then the shape's.
  @inline(__always)
  func denseProduct<Lanes: LaneVector>(
    _ row: Int, _ columns: Int, with numbers: UnsafePointer<Lanes>
  ) -> Lanes {
    let values = shape + row * columns
    var sum = numbers[0]
    for column in 0..<columns { sum += values[column] * numbers[column + 1] }
    return sum
  }

  /// Adds `amount` times a prompt's dense columns.
  @inline(__always)
  func addDense<Lanes: LaneVector>(
    _ row: Int, _ columns: Int, times amount: Lanes, to sums: UnsafeMutablePointer<Lanes>
  ) {
    let values = shape + row * columns
    sums[0] += amount
    for column in 0..<columns { sums[column + 1] += values[column] * amount }
  }

  /// sums ← X w for the block's prompts, dense columns included: one and `columns` of shape.
  @inline(__always)
  func product<Lanes: LaneVector>(
    _ w: BlockWeights<Lanes>, _ columns: Int, into sums: UnsafeMutablePointer<Lanes>
  ) {
    forward(w.sparse.base, into: sums)
    for row in 0..<count {
      sums[row] = sums[row] * norms[row] + denseProduct(row, columns, with: w.dense.base)
    }
  }
}
