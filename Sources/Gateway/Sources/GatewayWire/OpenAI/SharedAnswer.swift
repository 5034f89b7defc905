public import GatewayJSON
public import GatewayMoney

/// The answers to an array of prompts, each as if it had been asked for alone.
public struct SharedAnswer: Sendable {
  /// The body in OpenAI's shape: one choice, an `id` of its own, its share of the usage.
  public var body: JSON
  /// What was read of it.
  public var answer: Answer

  /// Parts an upstream's answer by its choices' `index`; nil where there is not exactly one text for every
  /// prompt.
  ///
  /// An upstream counts the tokens of all prompts and of all answers together, so each one's own are not known.
  /// They are parted in proportion to the bytes of prompts and answers, in whole tokens that sum to the
  /// upstream's count. An upstream's `id` gets the choice's index behind it.
  public static func parting(_ body: JSON, prompts: [String]) -> [SharedAnswer]? {
    guard let choices = body["choices"]?.arrayValue, choices.count == prompts.count else { return nil }
    var byIndex: [Int: JSON] = [:]
    for choice in choices {
      guard let index = choice["index"]?.intValue, prompts.indices.contains(index),
        choice["text"]?.stringValue != nil, byIndex.updateValue(choice, forKey: index) == nil
      else { return nil }
    }
    let ordered = prompts.indices.compactMap { byIndex[$0] }
    let texts = ordered.map { $0["text"]?.stringValue ?? "" }
    let usages = usage(of: body, prompts: prompts, texts: texts)
    var answers: [SharedAnswer] = []
    for (index, choice) in ordered.enumerated() {
      var own = body
      var choice = choice
      choice["index"] = 0
      own["choices"] = [choice]
      if let id = body["id"]?.stringValue { own["id"] = .string("\(id)-\(index)") }
      if let usages { own["usage"] = usages[index].openAI }
      guard let answer = try? Answer(openAI: own, endpoint: .completions) else { return nil }
      answers.append(SharedAnswer(body: own, answer: answer))
    }
    return answers
  }

  /// Each prompt's share of what an upstream counted; nil where it counted nothing. Without texts, those that
  /// the prompts did not get, the output is parted by the prompts too.
  public static func usage(of body: JSON, prompts: [String], texts: [String]? = nil) -> [TokenUsage]? {
    let inputs = prompts.map(\.utf8.count)
    return TokenUsage(openAI: body["usage"])?
      .shared(inputs: inputs, outputs: texts.map { $0.map(\.utf8.count) } ?? inputs)
  }
}
