import CTriage
import Testing

@testable import Triage

@Suite("C interface: arguments that cannot be")
struct CArgumentTests {
  let c: CRouter

  init() throws { c = try CRouter(SmallModel.file()) }

  @Test("NULL where something is needed is a usage error, and nothing is written")
  func null() {
    c.lend { router in
      var decision = triage_decision.new
      decision.tier = 77
      #expect(triage_decide(nil, "a", 1, nil, &decision, nil, nil) == TRIAGE_USAGE)
      #expect(triage_decide(router, nil, 1, nil, &decision, nil, nil) == TRIAGE_USAGE)
      #expect(triage_decide(router, "a", 1, nil, nil, nil, nil) == TRIAGE_USAGE)
      #expect(triage_decide(router, "a", -1, nil, &decision, nil, nil) == TRIAGE_USAGE)
      #expect(decision.tier == 77)
      #expect(triage_decide(router, nil, 0, nil, &decision, nil, nil) == TRIAGE_OK)
      #expect(decision.tier < 3)
    }
  }

  @Test("So it is for many prompts; those before the one that is NULL are decided")
  func nullAmongMany() {
    c.lend { router in
      var decisions = [triage_decision](repeating: .new, count: 3)
      for index in 0..<3 { decisions[index].tier = 77 }
      let lengths = [0, 1, 0]
      let prompts: [UnsafePointer<CChar>?] = [nil, nil, nil]
      #expect(triage_decide_many(nil, 3, prompts, lengths, nil, &decisions, nil, nil) == TRIAGE_USAGE)
      #expect(triage_decide_many(router, 3, nil, lengths, nil, &decisions, nil, nil) == TRIAGE_USAGE)
      #expect(triage_decide_many(router, 3, prompts, nil, nil, &decisions, nil, nil) == TRIAGE_USAGE)
      #expect(triage_decide_many(router, 3, prompts, lengths, nil, nil, nil, nil) == TRIAGE_USAGE)
      #expect(decisions[0].tier == 77)
      #expect(
        triage_decide_many(router, 3, prompts, lengths, nil, &decisions, nil, nil) == TRIAGE_USAGE)
      #expect(decisions[0].tier < 3 && decisions[1].tier == 77 && decisions[2].tier == 77)
      #expect(triage_decide_many(router, 0, nil, nil, nil, nil, nil, nil) == TRIAGE_OK)
      #expect(triage_decide_many(nil, 0, nil, nil, nil, nil, nil, nil) == TRIAGE_USAGE)
    }
  }

  @Test(
    "A decision without its size, or with a size that breaks alignment, is refused",
    arguments: [0, 44, 47, 49])
  func decisionSize(size: UInt32) {
    c.lend { router in
      var decision = triage_decision.new
      decision.size = size
      #expect(triage_decide(router, "a", 1, nil, &decision, nil, nil) == TRIAGE_USAGE)
    }
  }

  @Test(
    "A context is refused without its size, with a count below 0, and with fields that this library lacks")
  func context() {
    c.lend { router in
      struct Newer {
        var known = triage_context.new
        var added: Int64 = 0
      }
      var newer = Newer()
      newer.known.size = UInt32(MemoryLayout<Newer>.size)
      func status(_ newer: Newer) -> triage_status {
        withUnsafePointer(to: newer) { place in
          var decision = triage_decision.new
          let context = UnsafeRawPointer(place).assumingMemoryBound(to: triage_context.self)
          return triage_decide(router, "a", 1, context, &decision, nil, nil)
        }
      }
      #expect(status(newer) == TRIAGE_OK)
      newer.added = 1
      #expect(status(newer) == TRIAGE_USAGE)
      var other = Newer()
      other.known.size = 0
      #expect(status(other) == TRIAGE_USAGE)
      other.known.size = UInt32(MemoryLayout<triage_context>.size)
      other.known.context_window_count = -1
      #expect(status(other) == TRIAGE_USAGE)
    }
  }

  @Test("Everything else takes NULL, and numbers that do not exist")
  func questions() {
    c.lend { router in
      var explanation: UnsafePointer<triage_explanation>?
      #expect(triage_explain(nil, "a", 1, nil, &explanation) == TRIAGE_USAGE && explanation == nil)
      #expect(triage_explain(router, nil, 1, nil, &explanation) == TRIAGE_USAGE && explanation == nil)
      #expect(triage_explain(router, "a", 1, nil, nil) == TRIAGE_USAGE)
      triage_explanation_free(nil)
      triage_close(nil)
      #expect(triage_model_count(nil) == 0 && triage_tier_count(nil) == 0)
      #expect(triage_identity(nil) == nil && triage_manifest(nil) == nil)
      #expect(triage_band_half_width(nil).isNaN && triage_least_evidence(nil).isNaN)
      for index in [-1, 3, .max, .min] as [Int32] {
        #expect(triage_model_at(router, index) == nil && triage_tier_at(router, index) == nil)
      }
      #expect(triage_model_at(nil, 0) == nil && triage_tier_at(nil, 0) == nil)
      for number in [-1, 7, .max] as [Int32] {
        #expect(String(cString: triage_cause_name(number)) == "unknown")
        #expect(String(cString: triage_band_name(number)) == "unknown")
        #expect(String(cString: triage_part_name(number)) == "unknown")
        #expect(String(cString: triage_status_name(number)) == "unknown")
      }
    }
  }
}
