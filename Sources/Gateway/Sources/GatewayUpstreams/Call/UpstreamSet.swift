public import GatewayConfiguration

/// The upstreams of one configuration.
public struct UpstreamSet: Sendable {
  /// In the order of ``GatewayConfiguration/Configuration/upstreams``.
  public let all: [Upstream]

  /// Those of a configuration. One whose entry is the same in `previous` is taken over with its breaker's memory,
  /// unless its key has changed.
  public init(
    _ configuration: Configuration, previous: UpstreamSet? = nil, clients: ClientPool, secrets: SecretSource
  ) {
    all = configuration.upstreams.map { entry in
      let key = entry.key.flatMap { secrets.read($0) }
      if let same = previous?.all.first(where: { $0.entry == entry && $0.key == key }) { return same }
      return Upstream(entry: entry, clients: clients, secrets: secrets)
    }
  }
}
