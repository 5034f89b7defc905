public import GatewayConfiguration

extension RequestRecord {
  /// The record with no more content than a policy allows: `none` keeps neither prompt, answer nor features, `features`
  /// keeps the hashed row alone.
  public func keeping(_ content: StorePolicy.Content) -> RequestRecord {
    var record = self
    switch content {
    case .full: break
    case .features: (record.prompt, record.answer) = (nil, nil)
    case .none: (record.prompt, record.answer, record.features) = (nil, nil, nil)
    }
    return record
  }
}
