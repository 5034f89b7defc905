public import GatewayJSON

/// What a simulated upstream has served, exactly.
///
/// `reported` is the usage that left in full: the answer (with its usage) was handed to the connection before anything
/// went wrong with it. Of an answer that was cut, stalled or broken no usage was reported, and none is counted.
public struct Counts: Sendable, Equatable {
  /// The usage reported for one model's version.
  public struct Model: Sendable, Equatable {
    /// Answers with their usage; of an array, one for each prompt.
    public var answers = 0
    /// Tokens of the prompts.
    public var input = 0
    /// Those of them that were read from the cache.
    public var cachedInput = 0
    /// Tokens of the answers.
    public var output = 0
    /// Those of them that were spent on reasoning.
    public var reasoning = 0
  }

  /// Connections that were accepted.
  public var connections = 0
  /// Requests that came in, whatever became of them.
  public var requests = 0
  /// Requests that asked for a stream.
  public var streams = 0
  /// Requests with an array of prompts.
  public var arrays = 0
  /// Requests that were answered with an error of their own: malformed, unknown path.
  public var refused = 0
  /// How often each fault was played.
  public var faults: [String: Int] = [:]
  /// Answers whose connection was gone before they could be handed over.
  public var undelivered = 0
  /// What was reported, by the model's version.
  public var models: [String: Model] = [:]

  /// Nothing yet.
  public init() {}

  /// All models together.
  public var reported: Model {
    models.values.reduce(into: Model()) { sum, model in
      sum.answers += model.answers
      sum.input += model.input
      sum.cachedInput += model.cachedInput
      sum.output += model.output
      sum.reasoning += model.reasoning
    }
  }

  /// As `GET /counts` shows them.
  public var json: JSON {
    [
      "connections": .number(connections), "requests": .number(requests), "streams": .number(streams),
      "arrays": .number(arrays), "refused": .number(refused),
      "undelivered": .number(undelivered),
      "faults": .object(faults.sorted { $0.key < $1.key }.map { .init($0.key, .number($0.value)) }),
      "reported": reported.json,
      "models": .object(models.sorted { $0.key < $1.key }.map { .init($0.key, $0.value.json) }),
    ]
  }
}

extension Counts.Model {
  fileprivate var json: JSON {
    [
      "answers": .number(answers), "input": .number(input), "cached_input": .number(cachedInput),
      "output": .number(output), "reasoning": .number(reasoning),
    ]
  }
}
