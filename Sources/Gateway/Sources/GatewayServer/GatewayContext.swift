public import Hummingbird
import NIOCore

/// What a request carries: its connection, beside what Hummingbird wants.
public struct GatewayContext: RequestContext {
  /// Hummingbird's own.
  public var coreContext: CoreRequestContextStorage
  /// The connection that it came on.
  let channel: any Channel

  /// The context of a request that has come in.
  public init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }
}
