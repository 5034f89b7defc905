/// Servers whose address and key variable need not be written down.
struct KnownUpstream {
  var name: String
  var url: String
  var api: UpstreamEntry.API = .openai
  /// The variable that its own clients read the key from.
  var variable: String?

  /// By name. Addresses as their makers' documentation gives them.
  static let all = [
    KnownUpstream(name: "openai", url: "https://api.openai.com/v1", variable: "OPENAI_API_KEY"),
    KnownUpstream(
      name: "anthropic", url: "https://api.anthropic.com/v1", api: .anthropic, variable: "ANTHROPIC_API_KEY"),
    KnownUpstream(name: "groq", url: "https://api.groq.com/openai/v1", variable: "GROQ_API_KEY"),
    KnownUpstream(name: "together", url: "https://api.together.xyz/v1", variable: "TOGETHER_API_KEY"),
    KnownUpstream(name: "mistral", url: "https://api.mistral.ai/v1", variable: "MISTRAL_API_KEY"),
    KnownUpstream(name: "deepseek", url: "https://api.deepseek.com/v1", variable: "DEEPSEEK_API_KEY"),
    KnownUpstream(name: "openrouter", url: "https://openrouter.ai/api/v1", variable: "OPENROUTER_API_KEY"),
    KnownUpstream(name: "ollama", url: "http://127.0.0.1:11434/v1"),
    KnownUpstream(name: "vllm", url: "http://127.0.0.1:8000/v1"),
  ]

  /// The known server of this name.
  static func named(_ name: String) -> KnownUpstream? { all.first { $0.name == name } }
}
