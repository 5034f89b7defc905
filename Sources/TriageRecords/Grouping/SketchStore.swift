/// The sketches of the prompts: each one's smallest shingle hashes, at most ``width``, rising.
///
/// A bottom-k sketch (Broder 1997; Beyer et al., "On synopses for distinct-value estimation", 2007): the
/// smallest hashes of a set are a fair sample of it, and those of a union follow from the parts'. Prompts of
/// up to 48 shingles are kept whole, so that their resemblance is exact; for longer ones the standard error of
/// the estimate is sqrt(J(1 - J) / 48), 0.07 at the threshold.
///
/// 196 bytes a sketch, on disk beyond a limit: only candidates are read back.
struct SketchStore {
  static let width = 48
  /// A count, and room for a full sketch.
  private static let stride = width + 1
  private static let perBlock = 1024
  private let store: SpillStore
  private let readers: (SpillStore.Reader, SpillStore.Reader)
  private var pending: [UInt32] = []
  private(set) var count = 0

  init(limit: Int = SketchStore.defaultLimit) {
    store = SpillStore(limit: limit)
    readers = (SpillStore.Reader(store), SpillStore.Reader(store))
  }

  /// 256 MB, or a sixteenth of the memory that the process may have.
  static let defaultLimit = min(256 << 20, allowedMemory() / 16)

  mutating func append(_ sketch: some Collection<UInt32>) throws(RecordError) {
    let end = pending.count + Self.stride
    pending.append(UInt32(min(sketch.count, Self.width)))
    pending.append(contentsOf: sketch.prefix(Self.width))
    while pending.count < end { pending.append(0) }
    count += 1
    if count % Self.perBlock == 0 { try flush() }
  }

  /// To be called behind the last sketch, before any is read.
  mutating func flush() throws(RecordError) {
    guard !pending.isEmpty else { return }
    let block = SpillBlock(capacity: 4 * pending.count)
    block.put(pending)
    try store.append(block)
    pending.removeAll(keepingCapacity: true)
  }

  /// The Jaccard coefficient of two prompts' shingles, in 0...1: exact or estimated as said above; 0 where the disk
  /// does not give one back.
  func resemblance(_ a: Int, _ b: Int) -> Double {
    guard let first = sketch(a, readers.0), let second = sketch(b, readers.1) else { return 0 }
    return Self.resemblance(first, second)
  }

  private func sketch(_ index: Int, _ reader: SpillStore.Reader) -> UnsafeBufferPointer<UInt32>? {
    let bytes = reader.block(
      index / Self.perBlock, from: index % Self.perBlock * Self.stride * 4, count: Self.stride * 4)
    guard let words = bytes?.assumingMemoryBound(to: UInt32.self), let count = words.first else { return nil }
    return UnsafeBufferPointer(rebasing: words[1...Int(min(count, UInt32(Self.width)))])
  }

  static func resemblance(_ a: UnsafeBufferPointer<UInt32>, _ b: UnsafeBufferPointer<UInt32>) -> Double {
    // A full sketch may be cut off: then only the union's `width` smallest are known.
    let isWhole = a.count < width && b.count < width
    let limit = isWhole ? a.count + b.count : width
    var (i, j, seen, shared) = (0, 0, 0, 0)
    while seen < limit, i < a.count || j < b.count {
      seen += 1
      if j == b.count || (i < a.count && a[i] < b[j]) {
        i += 1
      } else if i == a.count || b[j] < a[i] {
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
