import Triage

extension ModelContents {
  /// The model file, with weights of the given kind.
  func file(_ kind: WeightKind, manifest: [UInt8]) -> [UInt8] {
    var builder = ModelFileBuilder()
    var strings = StringPool()
    let heads = headSection(&strings)
    let policy = Self.policySection(policy, &strings)
    let table = WeightTable(self, kind)
    builder.set(.configuration, configurationSection(kind))
    builder.set(.heads, heads)
    builder.set(.policy, policy)
    builder.set(.calibration, calibrationSection())
    if let widths {
      var writer = ByteWriter()
      writer.append(UInt32(1))
      writer.append(widths)
      builder.set(.evidence, writer.bytes)
    }
    builder.set(.strings, strings.bytes)
    builder.set(.scales, Self.floats(table.scales))
    builder.set(
      .shape, Self.floats(shape.means + shape.inverseDeviations + shape.weights + shape.biases))
    if !projection.isEmpty { builder.set(.projection, Self.floats(projection)) }
    builder.set(.rows, table.bytes)
    if let prior { builder.set(.prior, prior) }
    builder.set(.manifest, manifest)
    return builder.build()
  }

  private static func floats(_ values: [Float]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(values)
    return writer.bytes
  }

  private func configurationSection(_ kind: WeightKind) -> [UInt8] {
    let configuration = configuration(kind)
    var writer = ByteWriter()
    writer.append(ModelFormat.featureVersion)
    for count in [
      window.head, window.tail, log2Rows, configuration.stride, columns, Int(kind.rawValue), outputs,
      heads.count,
      configuration.denseFeatures, unseenRarity, normsUnseen ? 1 : 0, hasLength ? 1 : 0, rectified ? 1 : 0,
    ] { writer.append(count: count) }
    return writer.bytes
  }

  private func headSection(_ strings: inout StringPool) -> [UInt8] {
    var writer = ByteWriter()
    for head in heads {
      let name = strings.place(head.name)
      writer.append(count: name.offset)
      writer.append(count: name.length)
      writer.append(head.inputPrice ?? -1)
      writer.append(head.outputPrice ?? -1)
      writer.append(head.meanCost ?? -1)
      writer.append(count: head.contextWindow ?? 0)
      writer.append(head.lengthOffset)
    }
    return writer.bytes
  }

  static func policySection(_ policy: Policy, _ strings: inout StringPool) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(count: policy.tiers.count)
    writer.append(policy.bandHalfWidth)
    writer.append(policy.leastEvidence)
    writer.append(UInt32(0))
    for tier in policy.tiers {
      let name = strings.place(tier.name)
      writer.append(tier.threshold)
      writer.append(count: name.offset)
      writer.append(count: name.length)
      writer.append(count: tier.models.count)
      for model in tier.models { writer.append(count: model) }
    }
    return writer.bytes
  }

  private func calibrationSection() -> [UInt8] {
    var writer = ByteWriter()
    for calibrator in headCalibrators + tierCalibrators {
      switch calibrator {
      case .none:
        writer.append(UInt32(0))
        writer.append(UInt32(0))
      case .platt(let slope, let intercept):
        writer.append(UInt32(1))
        writer.append(UInt32(2))
        writer.append(slope)
        writer.append(intercept)
      case .isotonic(let inputs, let outputs):
        writer.append(UInt32(2))
        writer.append(count: inputs.count)
        writer.append(inputs)
        writer.append(outputs)
      }
    }
    return writer.bytes
  }
}
