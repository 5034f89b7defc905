public import GatewayJSON

/// An error as a caller sees it: a status and OpenAI's error object.
public struct WireError: Error, Sendable, Equatable {
  /// The HTTP status.
  public var status: Int
  /// The class of error: `invalid_request_error`, `rate_limit_error`, `server_error`, …
  public var type: String
  /// What a program can tell it by: `model_not_found`, `context_length_exceeded`, …
  public var code: String?
  /// The request's member it is about.
  public var parameter: String?
  /// What a person reads.
  public var message: String

  /// An error.
  public init(
    status: Int, type: String = "invalid_request_error", code: String? = nil, parameter: String? = nil,
    message: String
  ) {
    self.status = status
    self.type = type
    self.code = code
    self.parameter = parameter
    self.message = message
  }

  /// `{"error": {"message": …, "type": …, "param": …, "code": …}}`.
  public var body: JSON {
    [
      "error": [
        "message": .string(message), "type": .string(type), "param": parameter.map(JSON.string) ?? .null,
        "code": code.map(JSON.string) ?? .null,
      ]
    ]
  }

  /// A 400.
  public static func invalid(_ message: String, parameter: String? = nil, code: String? = nil) -> WireError {
    WireError(status: 400, code: code, parameter: parameter, message: message)
  }

  /// A 502: the upstream answered something that is no answer.
  public static func badAnswer(_ message: String) -> WireError {
    WireError(status: 502, type: "server_error", code: badAnswerCode, message: message)
  }

  /// The code of ``badAnswer(_:)``.
  public static let badAnswerCode = "bad_upstream_answer"

  static func missing(_ name: String) -> WireError {
    .invalid("Missing required parameter: '\(name)'.", parameter: name, code: "missing_required_parameter")
  }

  static func wrongType(_ name: String, expected: String) -> WireError {
    .invalid("Invalid type for '\(name)': expected \(expected).", parameter: name, code: "invalid_type")
  }
}
