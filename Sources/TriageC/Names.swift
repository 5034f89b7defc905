public import CTriage

/// A literal's bytes: they and the NUL behind them live as long as the process.
func literal(_ text: StaticString) -> UnsafePointer<CChar> {
  unsafe UnsafeRawPointer(text.utf8Start).assumingMemoryBound(to: CChar.self)
}

/// The word of a cause, as ``Decision/Cause`` spells it.
@c @implementation
public func triage_cause_name(_ cause: Int32) -> UnsafePointer<CChar>! {
  switch Int(cause) {
  case TRIAGE_CAUSE_LEARNED: unsafe literal("learned")
  case TRIAGE_CAUSE_BAND: unsafe literal("band")
  case TRIAGE_CAUSE_EVIDENCE: unsafe literal("evidence")
  case TRIAGE_CAUSE_MINIMUM_TIER: unsafe literal("minimum_tier")
  case TRIAGE_CAUSE_PINNED: unsafe literal("pinned")
  case TRIAGE_CAUSE_CONTEXT_WINDOW: unsafe literal("context_window")
  case TRIAGE_CAUSE_MAXIMUM_TIER: unsafe literal("maximum_tier")
  default: unsafe literal("unknown")
  }
}

/// The word of a band, as ``Decision/Band`` spells it.
@c @implementation
public func triage_band_name(_ band: Int32) -> UnsafePointer<CChar>! {
  switch Int(band) {
  case TRIAGE_BAND_CLEAR: unsafe literal("clear")
  case TRIAGE_BAND_INSIDE: unsafe literal("inside")
  default: unsafe literal("unknown")
  }
}

/// The word of a kind of part, as ``Explanation/Kind`` spells it.
@c @implementation
public func triage_part_name(_ kind: Int32) -> UnsafePointer<CChar>! {
  switch Int(kind) {
  case TRIAGE_PART_BIAS: unsafe literal("bias")
  case TRIAGE_PART_SHAPE: unsafe literal("shape")
  case TRIAGE_PART_WORD: unsafe literal("word")
  case TRIAGE_PART_PAIR: unsafe literal("pair")
  case TRIAGE_PART_UNSEEN: unsafe literal("unseen")
  case TRIAGE_PART_PRIOR: unsafe literal("prior")
  default: unsafe literal("unknown")
  }
}

/// A status in English.
@c @implementation
public func triage_status_name(_ status: triage_status) -> UnsafePointer<CChar>! {
  switch Int(status) {
  case TRIAGE_OK: unsafe literal("done")
  case TRIAGE_USAGE: unsafe literal("wrong argument")
  case TRIAGE_BAD_DATA: unsafe literal("not a sound model file")
  case TRIAGE_NO_INPUT: unsafe literal("no such file")
  case TRIAGE_IO: unsafe literal("the file cannot be read")
  default: unsafe literal("unknown")
  }
}
