import Foundation
import GatewayConfiguration
import GatewayJSON
import GatewayRouting
import GatewayWire
import Triage
import TriageFile

/// Two tiers of one upstream each, and the router that ships with Triage.
enum Fixture {
  static let routerPath = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../models/default.triage").standardized.path

  static func configuration() -> Configuration {
    var configuration = Configuration()
    var local = UpstreamEntry(name: "local", url: "http://127.0.0.1:1/v1")
    local.labels = ["eu"]
    configuration.upstreams = [local, UpstreamEntry(name: "cloud", url: "http://127.0.0.1:2/v1")]
    configuration.models = [
      ModelEntry(name: "small", upstream: 0, version: "small-1"),
      ModelEntry(name: "large", upstream: 1, version: "large-1"),
    ]
    configuration.models[0].contextWindow = 8000
    configuration.models[1].contextWindow = 100_000
    configuration.tiers = [TierEntry(name: "basic", models: [0]), TierEntry(name: "strong", models: [1])]
    configuration.baselineTier = 1
    return configuration
  }

  static func planner(
    _ configuration: Configuration = configuration(), routed: Bool = true, chance: Double = 0.5
  ) throws -> Planner {
    Planner(
      configuration: configuration, router: routed ? try Router(contentsOf: routerPath) : nil,
      conversations: ConversationTable(limit: 100, ends: .seconds(60)),
      estimate: TokenEstimate(tokensPerByte: configuration.models.map(\.tokensPerByte)), chance: { chance })
  }

  /// A chat request of messages, each a role and a text.
  static func request(
    _ messages: [(String, String)], model: String = "auto", more: [JSON.Member] = []
  ) throws -> ChatRequest {
    let list = messages.map { JSON.object([.init("role", .string($0.0)), .init("content", .string($0.1))]) }
    let body = JSON.object([.init("model", .string(model)), .init("messages", .array(list))] + more)
    return try ChatRequest(.chat, json: body)
  }
}

extension Planner {
  /// The plan of a request, its bytes those of its body.
  func plan(
    _ request: ChatRequest, _ context: CallerContext = CallerContext(), cap: Int? = nil
  ) throws(PlanError) -> Plan {
    try plan(request, bytes: request.body.bytes.count, context: context, cap: cap)
  }

  /// The plan after chance has had its say.
  func drawn(_ request: ChatRequest) throws(PlanError) -> Plan {
    var plan = try plan(request)
    explore(&plan)
    return plan
  }
}
