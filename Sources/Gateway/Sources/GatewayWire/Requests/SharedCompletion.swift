import GatewayJSON

/// A completion that may share one call with others: `prompt` becomes an array, and each gets its own choice.
///
/// Only what each prompt is sure to be answered by as it would be alone may share: a request with one text as
/// its prompt, no stream, and no members but those of ``allowed``, which mean the same for every prompt of an
/// array. Left out are
///
/// - `n` and `best_of` above 1: choices would have to be counted off;
/// - `echo` and `logprobs`: lengths and offsets would be of the whole call;
/// - `seed`: who sets one wants the same answer again, whoever else asks;
/// - everything unknown: it may be about the one request (an identifier, a priority, a key of a cache).
public struct SharedCompletion: Sendable {
  /// Longer prompts, in bytes, go alone: they gain little and keep the others waiting.
  public static let longestPrompt = 64 * 1024

  /// Members that mean the same for every prompt of an array. `user` and `metadata` are about the caller: they
  /// go upstream as they came, so only requests with the same ones share.
  static let allowed: Set<String> = [
    "max_tokens", "min_tokens", "temperature", "top_p", "top_k", "min_p", "stop", "stop_token_ids",
    "presence_penalty", "frequency_penalty", "repetition_penalty", "logit_bias", "suffix", "user", "metadata",
  ]

  /// The prompt.
  public let prompt: String
  /// What else the body says, in a fixed order: only requests that are equal in it share a call. Two ways to
  /// write a number are not equal.
  public let parameters: String
  private let body: JSON

  /// Nil for a request that must go alone.
  public init?(_ request: ChatRequest) {
    guard request.endpoint == .completions, !request.isStream, let members = request.body.objectValue,
      Set(members.map(\.name)).count == members.count,
      let prompt = request.body["prompt"]?.stringValue, !prompt.isEmpty,
      prompt.utf8.count <= SharedCompletion.longestPrompt
    else { return nil }
    var parameters: [JSON.Member] = []
    for member in members where !SharedCompletion.saysNothing(member) {
      guard SharedCompletion.allowed.contains(member.name) else { return nil }
      parameters.append(member)
    }
    self.prompt = prompt
    self.parameters = JSON.object(parameters.sorted { $0.name < $1.name }).text
    body = .object(parameters)
  }

  /// One request for all of them, which are equal in their ``parameters``; its model is to be set by who sends
  /// it.
  public static func request(_ shared: [SharedCompletion]) throws(WireError) -> ChatRequest {
    var body: JSON = ["model": "", "prompt": .array(shared.map { .string($0.prompt) })]
    for member in shared.first?.body.objectValue ?? [] { body[member.name] = member.value }
    return try ChatRequest(.completions, json: body)
  }

  /// Whether a member is no parameter of its own (`model`, `prompt`), or says what is so without it.
  private static func saysNothing(_ member: JSON.Member) -> Bool {
    switch (member.name, member.value) {
    case ("model", _), ("prompt", _), (_, .null): true
    case ("stream", .bool(false)), ("echo", .bool(false)): true
    case ("n", let value), ("best_of", let value): value.intValue == 1
    default: false
    }
  }
}
