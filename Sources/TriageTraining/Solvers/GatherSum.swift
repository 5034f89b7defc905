/// out[j] ← Σ over k in list j of block[k]: the one sparse product, forwards and backwards.
///
/// With lists of features a prompt it is B·V; with lists of prompts a feature it is Bᵀ·R. Each list is summed
/// by one thread in its own order, so the result is the same on any machine with the same arithmetic.
/// Bandwidth-bound: one index of four bytes and one row of the block an entry.
func gatherSum<Lanes: LaneVector>(
  _ lists: SparseRows, _ block: LaneBlock<Lanes>, into out: LaneBlock<Lanes>
) {
  inParallel(lists.count, part: 256) { range in
    let entries = lists.entries.base
    let source = block.base
    lists.starts.withUnsafeBufferPointer { starts in
      for list in range {
        var sum = Lanes()
        var index = starts[list]
        let end = starts[list + 1]
        while index < end {
          sum += source[Int(entries[index])]
          index += 1
        }
        out.base[list] = sum
      }
    }
  }
}
