extension ModelView {
  static func heads(_ sections: ModelSections, count: Int) throws(ModelError) -> [Head] {
    var reader = unsafe try sections.reader(.heads)
    var heads: [Head] = []
    for _ in 0..<count {
      let offset = unsafe Int(try reader.uint32())
      let length = unsafe Int(try reader.uint32())
      let name = unsafe try sections.string(at: offset, length: length)
      let input = unsafe try reader.double("input price")
      let output = unsafe try reader.double("output price")
      let cost = unsafe try reader.double("mean cost")
      let window = unsafe Int(try reader.uint32())
      let length0 = unsafe try reader.float("length offset")
      heads.append(
        Head(
          name: name, inputPrice: input < 0 ? nil : input, outputPrice: output < 0 ? nil : output,
          meanCost: cost < 0 ? nil : cost, contextWindow: window == 0 ? nil : window, lengthOffset: length0))
    }
    unsafe try reader.finish()
    return heads
  }

  static func policy(_ sections: ModelSections, heads: Int) throws(ModelError) -> Policy {
    var reader = unsafe try sections.reader(.policy)
    let count = unsafe try reader.count("tiers", in: 2...ModelFormat.maximumHeads)
    let band = unsafe try reader.float("band")
    let evidence = unsafe try reader.float("least evidence")
    guard (0...1).contains(band), (0...1).contains(evidence) else {
      throw unsafe reader.invalid("band \(band) and least evidence \(evidence), expected 0 to 1")
    }
    _ = unsafe try reader.uint32()
    var tiers: [Tier] = []
    for _ in 0..<count {
      let threshold = unsafe try reader.float("threshold")
      guard (0...1).contains(threshold) else {
        throw unsafe reader.invalid("threshold \(threshold), expected 0 to 1")
      }
      let offset = unsafe Int(try reader.uint32())
      let length = unsafe Int(try reader.uint32())
      let models = unsafe try reader.count("models of a tier", in: 1...ModelFormat.maximumHeads)
      var chain: [Int] = []
      for _ in 0..<models { chain.append(unsafe try reader.count("a model's number", in: 0...heads - 1)) }
      tiers.append(
        Tier(
          name: unsafe try sections.string(at: offset, length: length), models: chain, threshold: threshold))
    }
    unsafe try reader.finish()
    return Policy(tiers: tiers, bandHalfWidth: band, leastEvidence: evidence)
  }

  /// The tiers' widths; empty where the file has none.
  static func widths(_ sections: ModelSections, tiers: Int) throws(ModelError) -> [Float] {
    guard unsafe sections.has(.evidence) else { return [] }
    var reader = unsafe try sections.reader(.evidence)
    _ = unsafe try reader.count("kind", in: 1...1)
    let widths = unsafe try reader.floats("widths", count: tiers)
    guard widths.allSatisfy({ (0...ModelFormat.maximumWidth).contains($0) }) else {
      throw unsafe reader.invalid("a width out of 0 to \(ModelFormat.maximumWidth)")
    }
    unsafe try reader.finish()
    return widths
  }

  /// The model file in the section `PRIO`; nil where there is none.
  ///
  /// It lies in the outer file's bytes, which its storage keeps. One more inside it is refused: a chain of them would have no
  /// bound in time.
  static func prior(
    _ sections: ModelSections, _ storage: ModelStorage, isExpected: Bool, isAllowed: Bool
  ) throws(ModelError) -> ModelView? {
    guard unsafe sections.has(.prior) else {
      if isExpected { throw .missingSection("PRIO") }
      return nil
    }
    guard isExpected else {
      throw .invalidSection("PRIO", reason: "stands in a file with 12 shape features, expected 14")
    }
    guard isAllowed else {
      throw .invalidSection("PRIO", reason: "stands in a prior, expected one that has none")
    }
    let bytes = unsafe try sections.content(.prior)
    do throws(ModelError) {
      return try ModelView(
        unsafe ModelStorage(bytes) { [storage] _ in withExtendedLifetime(storage) {} }, mayHavePrior: false)
    } catch {
      throw .invalidSection("PRIO", reason: "\(error)")
    }
  }

  static func calibrators(
    _ sections: ModelSections, heads: Int, tiers: Int
  ) throws(ModelError) -> ([Calibrator], [Calibrator]) {
    var reader = unsafe try sections.reader(.calibration)
    var all: [Calibrator] = []
    for _ in 0..<heads + tiers { all.append(unsafe try Calibrator(from: &reader)) }
    unsafe try reader.finish()
    return (Array(all[..<heads]), Array(all[heads...]))
  }
}
