/// A checked model file, laid out for scoring: the table in place, the small parts copied.
///
/// Holds the storage, so its pointers live as long as it does; everything in it is immutable.
@safe final class ModelView: @unchecked Sendable {
  let storage: ModelStorage
  let identity: RouterIdentity
  let configuration: ModelConfiguration
  /// `rows × stride` bytes and a tail: ``WeightTable`` reads them.
  let table: UnsafeRawPointer
  let manifest: UnsafeRawBufferPointer
  let scales: [Float]
  let shape: ShapeWeights
  /// `columns × outputs` (twice the columns where rectified), row-major; empty where columns are outputs.
  let projection: [Float]
  let heads: [Head]
  let headCalibrators: [Calibrator]
  let tierCalibrators: [Calibrator]
  let policy: Policy
  /// A tier's prior deviation of the sufficiency's logit; empty in files without.
  let widths: [Float]
  let doubts: DoubtTable
  /// The router that this one started from.
  let prior: ModelView?
  /// The models that speak where this is a prior: those of the cheapest tier and of the top tier.
  let textHeads: (cheapest: Int, top: Int)
  /// `scales`, `shape` and `projection` as scoring reads them.
  let dense: DensePart
  /// `headCalibrators`, then `tierCalibrators`, as scoring reads them.
  let calibrators: CalibratorTable

  /// - Parameter mayHavePrior: whether the file may hold another one.
  init(_ storage: ModelStorage, mayHavePrior: Bool = true) throws(ModelError) {
    let sections = unsafe try ModelSections(storage.bytes)
    self.storage = storage
    identity = unsafe sections.identity

    var reader = unsafe try sections.reader(.configuration)
    let configuration = unsafe try ModelConfiguration(from: &reader)
    unsafe try reader.finish()
    self.configuration = configuration

    let rows = unsafe try sections.content(.rows)
    guard rows.count == configuration.tableLength, let base = rows.baseAddress else {
      throw .invalidSection("ROWS", reason: "has \(rows.count) bytes, expected \(configuration.tableLength)")
    }
    unsafe table = base

    unsafe reader = unsafe try sections.reader(.scales)
    scales = unsafe try reader.floats("scales", count: configuration.columns)
    unsafe try reader.finish()
    unsafe reader = unsafe try sections.reader(.shape)
    shape = unsafe try ShapeWeights(
      from: &reader, features: configuration.denseFeatures, outputs: configuration.outputs)
    unsafe try reader.finish()

    if unsafe sections.has(.projection) {
      unsafe reader = unsafe try sections.reader(.projection)
      let inputs = configuration.columns * (configuration.rectified ? 2 : 1)
      projection = unsafe try reader.floats("projection", count: inputs * configuration.outputs)
      unsafe try reader.finish()
    } else {
      guard configuration.columns == configuration.outputs else { throw .missingSection("PROJ") }
      projection = []
    }

    heads = unsafe try Self.heads(sections, count: configuration.heads)
    policy = unsafe try Self.policy(sections, heads: configuration.heads)
    textHeads = (policy.tiers[0].models[0], policy.tiers[policy.tiers.count - 1].models[0])
    (headCalibrators, tierCalibrators) = unsafe try Self.calibrators(
      sections, heads: configuration.heads, tiers: policy.tiers.count)
    widths = unsafe try Self.widths(sections, tiers: policy.tiers.count)
    prior = unsafe try Self.prior(
      sections, storage, isExpected: configuration.hasPrior, isAllowed: mayHavePrior)
    doubts = DoubtTable(unseenRarity: configuration.unseenRarity)
    dense = DensePart(
      scales: scales, shape: shape, projection: projection, outputs: configuration.outputs)
    calibrators = CalibratorTable(headCalibrators + tierCalibrators)
    unsafe manifest = unsafe try sections.content(.manifest)
  }
}
