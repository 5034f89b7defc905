/// The sketches of the prompts: each one's smallest shingle hashes, at most ``width``, rising.
///
/// A bottom-k sketch (Broder 1997; Beyer et al., "On synopses for distinct-value estimation", 2007): the
/// smallest hashes of a set are a fair sample of it, and those of a union follow from the parts'. Prompts of
/// up to 48 shingles are kept whole, so that their resemblance is exact; for longer ones the standard error of
/// the estimate is sqrt(J(1 - J) / 48), 0.07 at the threshold.
struct SketchStore {
  static let width = 48
  private var hashes: [UInt32] = []
  /// Where each prompt's hashes end.
  private var ends: [Int] = []

  var count: Int { ends.count }

  mutating func append(_ sketch: some Collection<UInt32>) {
    hashes.append(contentsOf: sketch.prefix(Self.width))
    ends.append(hashes.count)
  }

  subscript(index: Int) -> ArraySlice<UInt32> { hashes[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }

  /// The Jaccard coefficient of two prompts' shingles, in 0...1: exact or estimated as said above.
  func resemblance(_ a: Int, _ b: Int) -> Double { Self.resemblance(self[a], self[b]) }

  static func resemblance(_ a: ArraySlice<UInt32>, _ b: ArraySlice<UInt32>) -> Double {
    // A full sketch may be cut off: then only the union's `width` smallest are known.
    let isWhole = a.count < width && b.count < width
    let limit = isWhole ? a.count + b.count : width
    var (i, j, seen, shared) = (a.startIndex, b.startIndex, 0, 0)
    while seen < limit, i < a.endIndex || j < b.endIndex {
      seen += 1
      if j == b.endIndex || (i < a.endIndex && a[i] < b[j]) {
        i += 1
      } else if i == a.endIndex || b[j] < a[i] {
        j += 1
      } else {
        shared += 1
        i += 1
        j += 1
      }
    }
    return seen == 0 ? 0 : Double(shared) / Double(seen)
  }
}
