import CTriage
import Triage

extension Decision.Cause {
  /// Its number in the header.
  var number: Int32 {
    switch self {
    case .learned: Int32(TRIAGE_CAUSE_LEARNED)
    case .band: Int32(TRIAGE_CAUSE_BAND)
    case .evidence: Int32(TRIAGE_CAUSE_EVIDENCE)
    case .minimumTier: Int32(TRIAGE_CAUSE_MINIMUM_TIER)
    case .pinned: Int32(TRIAGE_CAUSE_PINNED)
    case .contextWindow: Int32(TRIAGE_CAUSE_CONTEXT_WINDOW)
    case .maximumTier: Int32(TRIAGE_CAUSE_MAXIMUM_TIER)
    }
  }
}

extension Decision.Band {
  /// Its number in the header.
  var number: Int32 {
    switch self {
    case .clear: Int32(TRIAGE_BAND_CLEAR)
    case .inside: Int32(TRIAGE_BAND_INSIDE)
    }
  }
}

extension Explanation.Kind {
  /// Its number in the header.
  var number: Int32 {
    switch self {
    case .bias: Int32(TRIAGE_PART_BIAS)
    case .shape: Int32(TRIAGE_PART_SHAPE)
    case .word: Int32(TRIAGE_PART_WORD)
    case .pair: Int32(TRIAGE_PART_PAIR)
    case .unseen: Int32(TRIAGE_PART_UNSEEN)
    case .prior: Int32(TRIAGE_PART_PRIOR)
    }
  }
}
