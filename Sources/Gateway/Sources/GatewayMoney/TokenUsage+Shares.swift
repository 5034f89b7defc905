extension TokenUsage {
  /// One call's usage, parted among those whom it served: every count of the parts sums to the call's, and so
  /// do their costs at any price.
  ///
  /// Costs do because no part has more cached tokens than tokens (or more reasoning than output), unless the
  /// call's counts contradict each other: prices are linear in the counts.
  ///
  /// - Parameters:
  ///   - inputs: what the input tokens are in proportion to: bytes of the prompts.
  ///   - outputs: what the output tokens are in proportion to, as many: bytes of the answers.
  public func shared(inputs: [Int], outputs: [Int]) -> [TokenUsage] {
    let input = input.apportioned(by: inputs)
    let cached = cachedInput.apportioned(by: input)
    let written = cacheWrite.apportioned(by: zip(input, cached).map { $0 - $1 })
    let output = output.apportioned(by: outputs)
    let reasoning = reasoning.apportioned(by: output)
    return input.indices.map { index in
      TokenUsage(
        input: input[index], cachedInput: cached[index], cacheWrite: written[index], output: output[index],
        reasoning: reasoning[index])
    }
  }
}
