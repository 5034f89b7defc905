/// How a simulated upstream behaves where a request does not say.
///
/// A request chooses a fault by the header `x-simulate: KIND`, by a model whose name begins with `simulate-KIND`, or by
/// `[[simulate:KIND]]` in its text; `none` turns the random ones off for it. Other marks say what to answer: see
/// ``Question/mark(_:)``.
public struct Behaviour: Sendable {
  /// The share of requests, 0…1, that meets each fault at random; together at most 1.
  public var shares: [Fault: Double] = [:]
  /// The random numbers' seed: request number n meets the same fault in every run.
  public var seed: UInt64 = 1
  /// How long every answer waits, in milliseconds.
  public var delay = 0
  /// How much longer a slow one waits, in milliseconds.
  public var slow = 100
  /// The seconds in Retry-After, as text: OpenAI-compatible servers send fractions too.
  public var retryAfter = "1"
  /// The pause between two events of a stream, in milliseconds; 0 sends them together.
  public var gap = 0
  /// How many events of a stream are sent before it waits for ``UpstreamSimulator/release()``, or for its connection to
  /// end; nil for a stream that is not held. At least one event is sent before the pause, and one after it. The answer to an array of prompts is held whole.
  public var hold: Int?
  /// What it makes of an array of prompts.
  public var arrays = Arrays.taken
  /// How many of the last requests are kept to look at.
  public var recorded = 0

  /// No faults, no waiting.
  public init() {}

  /// The fault that the dice give request number `number`; nil for most.
  func fault(of number: Int) -> Fault? {
    guard !shares.isEmpty else { return nil }
    var dice = Double(Behaviour.mix(seed &+ UInt64(truncatingIfNeeded: number)) >> 11) / 9_007_199_254_740_992
    for fault in Fault.allCases {
      dice -= shares[fault] ?? 0
      if dice < 0 { return fault }
    }
    return nil
  }

  /// SplitMix64's finaliser (Steele, Lea and Flood 2014).
  private static func mix(_ seed: UInt64) -> UInt64 {
    var value = seed &* 0x9E37_79B9_7F4A_7C15
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
