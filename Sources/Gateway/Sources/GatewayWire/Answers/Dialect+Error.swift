import GatewayJSON

extension Dialect {
  /// An upstream's error in OpenAI's shape, whatever body it came with: OpenAI's, Anthropic's, a bare `message` or
  /// `detail`, or a text, of which the first 500 bytes are told.
  ///
  /// The status is the upstream's, but Anthropic's 529 (overloaded) becomes 503, and anything below 400 becomes 502.
  public func error(status: Int, _ bytes: [UInt8]) -> WireError {
    if let body = try? JSON(parsing: bytes), body.objectValue != nil { return error(status: status, body) }
    let text = String(decoding: bytes.prefix(500), as: UTF8.self)
    return error(status: status, ["message": .string(text)])
  }

  /// The same from an object.
  func error(status: Int, _ body: JSON) -> WireError {
    let inner = body["error"] ?? body
    let message =
      inner.stringValue ?? inner["message"]?.stringValue ?? body["message"]?.stringValue
      ?? (inner["message"] ?? body["detail"]).map { $0.stringValue ?? $0.text }
    let type = inner["type"]?.stringValue
    var status = status
    if status < 400 || status == 529 { status = 502 }
    // A 200, or an event of a stream, has no status of its own: the type or a numeric code tells.
    switch type {
    case "overloaded_error": status = 503
    case "rate_limit_error" where status == 502: status = 429
    case "invalid_request_error" where status == 502: status = 400
    case "authentication_error" where status == 502: status = 401
    case "permission_error" where status == 502: status = 403
    case "not_found_error" where status == 502: status = 404
    default:
      if status == 502, let code = inner["code"]?.intValue, (400...599).contains(code) { status = code }
    }
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
