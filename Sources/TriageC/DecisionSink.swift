import CTriage
import Triage

/// Where a caller wants decisions: one `triage_decision` every `size` bytes, and rows of numbers where asked for.
@safe struct DecisionSink {
  private let first: UnsafeMutableRawPointer
  private let size: UInt32
  private let scores: UnsafeMutablePointer<Float>?
  private let sufficiencies: UnsafeMutablePointer<Float>?

  /// Nil where the first decision's size is less than version 1's, or breaks alignment.
  @inline(__always)
  init?(
    _ first: UnsafeMutablePointer<triage_decision>, _ scores: UnsafeMutablePointer<Float>?,
    _ sufficiencies: UnsafeMutablePointer<Float>?
  ) {
    unsafe size = first.pointee.size
    guard Int(size) >= MemoryLayout<triage_decision>.size, size % 4 == 0 else { return nil }
    unsafe self.first = UnsafeMutableRawPointer(first)
    unsafe self.scores = unsafe scores
    unsafe self.sufficiencies = unsafe sufficiencies
  }

  /// Writes the decision for prompt number `index`; zeros in what a newer header has behind ours.
  @inline(__always)
  func write(_ decision: Decision, at index: Int) {
    let known = MemoryLayout<triage_decision>.size
    let place = unsafe first + index * Int(size)
    unsafe place.assumingMemoryBound(to: triage_decision.self).pointee = triage_decision(decision, size: size)
    if Int(size) > known {
      unsafe (place + known).initializeMemory(as: UInt8.self, repeating: 0, count: Int(size) - known)
    }
    unsafe Self.write(decision.scores, to: scores, row: index)
    unsafe Self.write(decision.sufficiencies, to: sufficiencies, row: index)
  }

  @inline(__always)
  private static func write(_ values: Probabilities, to rows: UnsafeMutablePointer<Float>?, row: Int) {
    guard let rows = unsafe rows else { return }
    for index in 0..<values.count { unsafe rows[row * values.count + index] = values[index] }
  }
}

extension triage_decision {
  /// A decision in C's words.
  @inline(__always)
  init(_ decision: Decision, size: UInt32) {
    self.init(
      size: size, tier: Int32(decision.tier), model: Int32(decision.model),
      learned_tier: Int32(decision.learnedTier), sufficiency: decision.sufficiency,
      evidence: decision.evidence, interval_low: decision.interval?.low ?? .nan,
      interval_high: decision.interval?.high ?? .nan, band: decision.band.number,
      cause: decision.cause.number, fits: decision.fits ? 1 : 0, reserved: 0)
  }
}
