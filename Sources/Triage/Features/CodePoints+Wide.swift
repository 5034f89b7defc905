internal import CVectors

extension CodePoints {
  /// ``told(_:_:)`` for a block that was read in C.
  mutating func tell(_ block: inout cvectors_block, _ at: Int) {
    var own = ByteBlock()
    (own.word, own.beyond) = (block.word, block.beyond)
    (own.continuations, own.letterLeads) = (block.continuations, block.letter_leads)
    own.ideographLeads = block.ideograph_leads
    own = unsafe told(own, at)
    block.word = own.word
    block.first |= own.pointStarts
    block.last |= own.pointLasts
  }
}
