/// The value that a share of the values lie below: of n in order the one at `share · n`, the last at most; 0 of none.
///
/// By Hoare's selection, which sorts no more than it must: O(n) for evidence, whose order is that of the records. NaN has
/// no place in an order and must not be among them.
func quantile(_ values: [Float], _ share: Double) -> Float {
  guard !values.isEmpty else { return 0 }
  var values = values
  let place = min(values.count - 1, max(0, Int(share * Double(values.count))))
  var (low, high) = (0, values.count - 1)
  while low < high {
    let pivot = values[(low + high) / 2]
    var (left, right) = (low, high)
    while left <= right {
      while values[left] < pivot { left += 1 }
      while values[right] > pivot { right -= 1 }
      if left <= right {
        values.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if place <= right { high = right } else if place >= left { low = left } else { break }
  }
  return values[place]
}
