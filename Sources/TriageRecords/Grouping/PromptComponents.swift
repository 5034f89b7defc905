/// Which records belong together.
public struct PromptComponents: Sendable, Equatable {
  /// For each record in the order of reading the number of its component, from 0 by first appearance.
  public let ofRecord: [Int32]
  /// How many components there are.
  public let count: Int
  /// What joined them.
  public let joins: Joins
  /// Records without a group whose prompts are as a whole nearly those of more than ten others, but for a few words: one
  /// template filled in, or copies of one prompt. They are not joined.
  public let templated: Int

  /// How many joins had each cause. Together they are the records minus the components.
  public struct Joins: Sendable, Equatable {
    /// By the records' own `group`.
    public internal(set) var group = 0
    /// By prompts that are the same after normalisation.
    public internal(set) var same = 0
    /// By prompts that are nearly the same.
    public internal(set) var near = 0
  }

  /// Records in each component.
  public var sizes: [Int] { ComponentSizes.counts(of: ofRecord) }

  /// Records in the largest component; 0 without records.
  public var largest: Int { sizes.max() ?? 0 }
}
