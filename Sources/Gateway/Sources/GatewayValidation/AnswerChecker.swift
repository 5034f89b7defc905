public import GatewayConfiguration
public import GatewayWire

public struct CheckFailure: Sendable { public var check: String; public var message: String }
public struct AnswerChecker: Sendable {
  public init(checks: [Check]) {}
  public var isEmpty: Bool { true }
  public func failures(of answer: Answer, for request: ChatRequest) async -> [CheckFailure] { [] }
}
