/// How hooks are called; the server has the HTTP client.
public protocol CheckTransport: Sendable {
  /// Posts JSON and gives the status. Throws if there was none within the time, or if the hook may not see this request
  /// with no more than these labels.
  func post(url: String, labels: Set<String>, body: [UInt8], timeout: Duration) async throws -> Int
}

/// How another model is asked; the server has the upstreams, and books what it costs.
public protocol CheckGrader: Sendable {
  /// Asks a model (an index into the configuration's models) and gives the text of its answer.
  func ask(model: Int, system: String, prompt: String) async throws -> String
}
