import CTriage
import Testing

@testable import Triage
@testable import TriageTraining

/// A router opened through the C interface; closed with its life.
final class CRouter: @unchecked Sendable {
  private let handle: OpaquePointer

  init(_ file: [UInt8]) throws {
    var handle: OpaquePointer?
    #expect(triage_open_bytes(file, file.count, &handle, nil, 0) == TRIAGE_OK)
    self.handle = try #require(handle)
  }

  deinit { triage_close(handle) }

  /// Lends the handle: a router that nobody uses any more may be closed before its scope ends.
  func lend<Result>(_ body: (OpaquePointer) throws -> Result) rethrows -> Result {
    try withExtendedLifetime(self) { try body(handle) }
  }

  /// How many models and tiers it has.
  var counts: (models: Int, tiers: Int) {
    lend { (Int(triage_model_count($0)), Int(triage_tier_count($0))) }
  }

  /// What triage_decide makes of a prompt.
  func decide(_ prompt: [UInt8], _ context: triage_context? = nil) -> CDecision {
    var result = CDecision(models: counts.models, tiers: counts.tiers)
    let status = prompt.withUnsafeBytes { bytes in
      withOptional(context) { context in
        lend {
          triage_decide(
            $0, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, context, &result.decision,
            &result.scores, &result.sufficiencies)
        }
      }
    }
    #expect(status == TRIAGE_OK)
    return result
  }
}

/// One decision as C sees it.
struct CDecision {
  var decision = triage_decision.new
  var scores: [Float]
  var sufficiencies: [Float]

  init(models: Int, tiers: Int) {
    scores = Array(repeating: -1, count: models)
    sufficiencies = Array(repeating: -1, count: tiers)
  }

  /// Whether every field is that of the decision, bit by bit.
  func equals(_ other: Decision) -> Bool {
    let low = other.interval?.low.bitPattern
    let high = other.interval?.high.bitPattern
    return decision.tier == other.tier && decision.model == other.model
      && decision.learned_tier == other.learnedTier
      && decision.sufficiency.bitPattern == other.sufficiency.bitPattern
      && decision.evidence.bitPattern == other.evidence.bitPattern
      && (low.map { $0 == decision.interval_low.bitPattern } ?? decision.interval_low.isNaN)
      && (high.map { $0 == decision.interval_high.bitPattern } ?? decision.interval_high.isNaN)
      && String(cString: triage_band_name(decision.band)) == other.band.rawValue
      && String(cString: triage_cause_name(decision.cause)) == other.cause.rawValue
      && decision.fits == (other.fits ? 1 : 0) && decision.reserved == 0
      && scores.map(\.bitPattern) == other.scores.map(\.bitPattern)
      && sufficiencies.map(\.bitPattern) == other.sufficiencies.map(\.bitPattern)
  }
}

extension triage_decision {
  /// TRIAGE_DECISION_INIT
  static var new: triage_decision {
    var decision = triage_decision()
    decision.size = UInt32(MemoryLayout<triage_decision>.size)
    return decision
  }
}

extension triage_context {
  /// TRIAGE_CONTEXT_INIT
  static var new: triage_context {
    triage_context(
      size: UInt32(MemoryLayout<triage_context>.size), minimum_tier: 0, pinned_tier: -1, error_tolerance: -1,
      input_tokens: -1, context_windows: nil, context_window_count: 0)
  }
}

/// The address of a value, or NULL for nil.
func withOptional<Value, Result>(_ value: Value?, _ body: (UnsafePointer<Value>?) -> Result) -> Result {
  guard let value else { return body(nil) }
  return withUnsafePointer(to: value) { body($0) }
}
