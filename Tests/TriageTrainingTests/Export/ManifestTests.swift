import Testing
import TriageMetrics

@testable import TriageTraining

@Suite("Manifest")
struct ManifestTests {
  @Test("What is written is read back whole, names with capitals and underscores as they were")
  func roundTrip() throws {
    var manifest = Manifest(
      data: [.init(name: "my_Log.jsonl", sha256: "ab12")],
      split: .init(
        trained: nil, testShare: 0.2, trainingRecords: 80, heldOutRecords: 20, straddling: 1,
        joinedByGroup: 2,
        joinedAsSame: 3, joinedAsNear: 4),
      fit: .init(
        architecture: "linear", why: "because", penalty: 3, folds: 5, seed: .max, solver: "s", blas: "b",
        candidates: [.init(architecture: "linear", penalty: 3, quality: 0.5, logLoss: 0.6)]),
      table: .init(
        features: 10, rows: 1024, weights: "int8", tolerance: 0.01, largestChange: 0.001, collisionShare: 0.02
      ),
      calibration: [.init(of: "head GPT_4o", kind: "platt", plattLogLoss: 0.4, isotonicLogLoss: nil)],
      domainMeans: ["high_school_Physics": [0.5, 0.75], "camelCase": [1, 0]])
    manifest.heldOut = Manifest.HeldOut(
      n: 20, apgr: Estimate(value: 0.7, low: 0.6, high: 0.8), cpt50: nil, ece: ["GPT_4o": 0.02],
      logLoss: ["GPT_4o": 0.5], auroc: ["GPT_4o": 0.7], sufficiencyECE: 0.03)
    manifest.operatingPoint = "budget 0.3"
    let promise = Manifest.Promise(
      risk: 0.05, confidence: 0.95, method: .weightedChernoff, threshold: 0.7, records: 9, groups: 8,
      observedRisk: 0.01, pValue: 0.02, cheaperShare: 0.4,
      check: .init(records: 7, groups: 6, observedRisk: nil, cheaperShare: 0.5))
    manifest.promise = promise
    let json = manifest.json()
    #expect(!json.isEmpty)
    let back = try #require(Manifest(json: String(decoding: json, as: UTF8.self)))
    #expect(back.json() == json)
    #expect(back.heldOut?.sufficiencyECE == 0.03)
    #expect(back.promise == promise)
    #expect(back.heldOut?.ece == ["GPT_4o": 0.02])
    #expect(
      back.domainMeans["high_school_Physics"] == [0.5, 0.75] && back.domainMeans["camelCase"] == [1, 0])
    #expect(back.fit.seed == .max)
    #expect(Manifest(json: "") == nil && Manifest(json: "{}") == nil)
  }
}
