/// Which bytes of a prompt are read: all of a short one, the head and the tail of a long one.
///
/// The work of a decision is bounded by `head + tail` bytes however long the prompt is. What a request asks
/// for stands at its start or at its end; what lies between is mostly material. A cut never falls inside a
/// well-formed code point, and a word or pair never spans the gap.
package struct PromptWindow: Sendable, Equatable {
  /// Bytes kept from the start, at most.
  package var head: Int
  /// Bytes kept from the end, at most.
  package var tail: Int

  /// - Precondition: neither is negative.
  package init(head: Int, tail: Int) {
    self.head = head
    self.tail = tail
  }

  /// 8 KiB from each end: about 4,000 words.
  package static let standard = PromptWindow(head: 8192, tail: 8192)

  /// Whether a prompt of this many bytes is cut.
  package func cuts(_ count: Int) -> Bool { count > head + tail }
}
