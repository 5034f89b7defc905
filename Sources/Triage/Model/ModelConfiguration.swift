/// The sizes of a model: section `CONF`, every number checked against its range.
package struct ModelConfiguration: Sendable, Equatable {
  package var window: PromptWindow
  package var log2Rows: Int
  package var columns: Int
  package var kind: WeightKind
  package var outputs: Int
  package var heads: Int
  /// The rarity, in sixteenths, that evidence counts an unseen word with.
  package var unseenRarity: Int
  /// Whether unseen features lengthen ‖x‖ too, which draws prompts full of them towards the bias.
  package var normsUnseen: Bool
  /// Whether the last output is the logarithm of the answer's length.
  package var hasLength: Bool
  /// Whether the projection reads max(0, z) beside z.
  package var rectified: Bool
  /// Whether another router's scores of the text are dense features too (``PriorScores``).
  package var hasPrior: Bool

  package var rows: Int { 1 << log2Rows }
  package var stride: Int { kind.stride(columns: columns) }
  package var tableLength: Int { rows * stride + ModelFormat.tableTail }
  /// Dense features: the shape's, and the prior's.
  package var denseFeatures: Int { ShapeFeatures.count + (hasPrior ? PriorScores.count : 0) }

  package init(
    window: PromptWindow, log2Rows: Int, columns: Int, kind: WeightKind, outputs: Int, heads: Int,
    unseenRarity: Int, normsUnseen: Bool, hasLength: Bool, rectified: Bool, hasPrior: Bool = false
  ) {
    self.window = window
    self.log2Rows = log2Rows
    self.columns = columns
    self.kind = kind
    self.outputs = outputs
    self.heads = heads
    self.unseenRarity = unseenRarity
    self.normsUnseen = normsUnseen
    self.hasLength = hasLength
    self.rectified = rectified
    self.hasPrior = hasPrior
  }
}

extension ModelConfiguration {
  init(from reader: inout SectionReader) throws(ModelError) {
    let version = unsafe try reader.uint32()
    guard version == ModelFormat.featureVersion else {
      throw .unsupportedFeatures(found: Int(version), supported: Int(ModelFormat.featureVersion))
    }
    let head = unsafe try reader.count("head bytes", in: 1...ModelFormat.maximumWindow / 2)
    let tail = unsafe try reader.count("tail bytes", in: 0...ModelFormat.maximumWindow / 2)
    window = PromptWindow(head: head, tail: tail)
    log2Rows = unsafe try reader.count("log2 rows", in: 1...ModelFormat.maximumLog2Rows)
    let stride = unsafe try reader.count("row stride", in: 4...1024)
    columns = unsafe try reader.count("columns", in: 1...ModelFormat.maximumColumns)
    guard let kind = unsafe WeightKind(rawValue: try reader.uint32()) else {
      throw unsafe reader.invalid("unknown weight kind")
    }
    self.kind = kind
    guard stride == kind.stride(columns: columns) else {
      throw unsafe reader.invalid("row stride \(stride), expected \(kind.stride(columns: columns))")
    }
    outputs = unsafe try reader.count("outputs", in: 2...ModelFormat.maximumHeads + 1)
    heads = unsafe try reader.count("heads", in: 2...ModelFormat.maximumHeads)
    let dense = unsafe try reader.count(
      "shape features", in: ShapeFeatures.count...ShapeFeatures.count + PriorScores.count)
    hasPrior = dense > ShapeFeatures.count
    unseenRarity = unsafe try reader.count("unseen weight", in: 0...255)
    normsUnseen = unsafe try reader.count("unseen in norm", in: 0...1) == 1
    hasLength = unsafe try reader.count("length output", in: 0...1) == 1
    rectified = unsafe try reader.count("activation", in: 0...1) == 1
    guard outputs == heads + (hasLength ? 1 : 0) else {
      throw unsafe reader.invalid("\(outputs) outputs for \(heads) heads")
    }
    guard dense == denseFeatures else {
      throw unsafe reader.invalid(
        "\(dense) shape features, expected \(ShapeFeatures.count) or \(denseFeatures)")
    }
  }
}
