import GatewayJSON

extension Dialect {
  /// An upstream's error in OpenAI's shape, whatever body it came with: OpenAI's, Anthropic's, a bare `message` or
  /// `detail`, or a text, of which the first 500 bytes are told.
  ///
  /// The status is the upstream's, but Anthropic's 529 (overloaded) becomes 503. Where there is none (below 400) the type
  /// of the error tells, or a numeric code; otherwise it is 502.
  public func error(status: Int, _ bytes: [UInt8]) -> WireError {
    if let body = try? JSON(parsing: bytes), body.objectValue != nil { return error(status: status, body) }
    let text = String(decoding: bytes.prefix(500), as: UTF8.self)
    return error(status: status, ["message": .string(text)])
  }

  /// The same from an object; nil for an error that came with no status of its own, in a 200 or in an event of a stream.
  func error(status: Int?, _ body: JSON) -> WireError {
    let inner = body["error"] ?? body
    let message =
      inner.stringValue ?? inner["message"]?.stringValue ?? body["message"]?.stringValue
      ?? (inner["message"] ?? body["detail"]).map { $0.stringValue ?? $0.text }
    let type = inner["type"]?.stringValue
    let known = status.flatMap { $0 < 400 ? nil : $0 } ?? Dialect.status(type: type, code: inner["code"])
    let status = known == 529 ? 503 : known ?? 502
    let code: String? =
      switch inner["code"] {
      case .string(let text), .number(let text): text
      default: self == .anthropic ? type : nil
      }
    return WireError(
      status: status,
      type: self == .anthropic ? WireError.type(of: status) : type ?? WireError.type(of: status),
      code: code, parameter: inner["param"]?.stringValue,
      message: message.flatMap { $0.isEmpty ? nil : $0 } ?? "The upstream failed with status \(status).")
  }

  /// The status that goes with an error's type, or its numeric code.
  private static func status(type: String?, code: JSON?) -> Int? {
    switch type {
    case "overloaded_error": 503
    case "rate_limit_error": 429
    case "invalid_request_error": 400
    case "authentication_error": 401
    case "permission_error": 403
    case "not_found_error": 404
    default: code?.intValue.flatMap { (400...599).contains($0) ? $0 : nil }
    }
  }
}

extension WireError {
  /// The type that OpenAI gives to errors of this status.
  static func type(of status: Int) -> String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 429: "rate_limit_error"
    case 500...: "server_error"
    default: "invalid_request_error"
    }
  }
}
