internal import CVectors

/// What the walk over a prompt looks up: fifteen kilobytes, of which seven at most are in use, made once and never
/// freed.
///
/// The pointers are written in `init` only and live as long as the process.
@unsafe struct ScanTables: @unchecked Sendable {
  /// 256 values of ``ByteClass``.
  let classes: UnsafePointer<UInt8>
  /// 256 increments of ``ShapeCounts/symbols``: zero for every byte that is no symbol.
  let increments: UnsafePointer<UInt64>
  /// For each byte the places of its bits, lowest first, then zeros.
  let places: UnsafePointer<SIMD8<UInt16>>
  /// For each byte how many bits it has.
  let bitCounts: UnsafePointer<UInt8>
  /// For each number of bytes that a run's word can have, at that number less one: all ones in as many of sixteen, zeros in
  /// the rest. For so many that no length has to be asked for.
  let masks: UnsafePointer<SIMD2<UInt64>>

  /// A block's width of zeros, then one of all ones: read n bytes in, a mask of the last n bytes of a block.
  let lastBytes: UnsafeRawPointer

  /// Whether the processor has what ``TextRun/readWide(_:_:_:_:)`` is made of.
  let readsWide: Bool

  static let shared = unsafe ScanTables(readsWide: cvectors_is_wide() != 0)
  /// The same for any processor.
  static let portable = unsafe ScanTables(readsWide: false)

  private init(readsWide: Bool) {
    unsafe self.readsWide = readsWide
    unsafe classes = Self.table { ByteClass.of($0) }
    unsafe increments = Self.table {
      ByteClass.of($0) == ByteClass.symbol ? ShapeCounts.increment(of: $0) : 0
    }
    unsafe bitCounts = Self.table { UInt8($0.nonzeroBitCount) }
    unsafe places = Self.table { byte in
      var places = SIMD8<UInt16>()
      var count = 0
      for bit in 0..<8 where byte >> UInt8(bit) & 1 == 1 {
        places[count] = UInt16(bit)
        count += 1
      }
      return places
    }
    let masks = unsafe UnsafeMutablePointer<SIMD2<UInt64>>.allocate(capacity: TextRun.capacity)
    for count in unsafe 1...TextRun.capacity {
      let first = UInt64.max >> UInt64(64 - 8 * min(8, count))
      let second = count > 8 ? UInt64.max >> UInt64(128 - 8 * min(16, count)) : 0
      unsafe (masks + count - 1).initialize(to: SIMD2(first, second))
    }
    unsafe self.masks = unsafe UnsafePointer(masks)
    let lastBytes = UnsafeMutableRawPointer.allocate(byteCount: 2 * ByteBlock.width, alignment: 16)
    unsafe lastBytes.initializeMemory(as: UInt8.self, repeating: 0, count: ByteBlock.width)
    unsafe (lastBytes + ByteBlock.width).initializeMemory(
      as: UInt8.self, repeating: 0xFF, count: ByteBlock.width)
    unsafe self.lastBytes = UnsafeRawPointer(lastBytes)
  }

  private static func table<Value: BitwiseCopyable>(_ value: (UInt8) -> Value) -> UnsafePointer<Value> {
    let table = UnsafeMutablePointer<Value>.allocate(capacity: 256)
    for byte in 0...UInt8.max { unsafe (table + Int(byte)).initialize(to: value(byte)) }
    return unsafe UnsafePointer(table)
  }
}
