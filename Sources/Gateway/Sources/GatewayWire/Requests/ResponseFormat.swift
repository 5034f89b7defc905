public import GatewayJSON

/// The form that a request wants its answer in (`response_format`).
public enum ResponseFormat: Sendable, Equatable {
  /// Any text; also where nothing or something unknown was said.
  case text
  /// Some JSON object.
  case jsonObject
  /// JSON that fits this schema.
  case jsonSchema(JSON)

  /// The form a `response_format` member tells.
  init(_ format: JSON?) {
    switch format?["type"]?.stringValue {
    case "json_object": self = .jsonObject
    case "json_schema": self = .jsonSchema(format?["json_schema"]?["schema"] ?? .object([]))
    default: self = .text
    }
  }
}
