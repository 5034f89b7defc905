/// Receives the features of a prompt, one call an occurrence, in the order of the text.
///
/// The one feature pass serves training (a sink that collects), scoring (a sink that sums table rows) and
/// explanation (a sink that remembers where each feature stood); there is no second pass to drift.
package protocol FeatureSink {
  /// One occurrence.
  ///
  /// - Parameters:
  ///   - feature: the 32-bit name (``WordHash/feature(_:)``).
  ///   - order: 1 for a word, 2 for a pair of neighbours.
  ///   - start: the offset of the first byte of the feature's first word.
  ///   - end: one past the last byte of its last word.
  mutating func take(_ feature: UInt32, order: Int, start: Int, end: Int)

  /// Whether the sink is a handful of numbers, which is quicker to copy and to keep in registers than to reach
  /// through its address; false unless said.
  static var isFlat: Bool { get }
}

extension FeatureSink {
  package static var isFlat: Bool { @inline(__always) get { false } }
}
