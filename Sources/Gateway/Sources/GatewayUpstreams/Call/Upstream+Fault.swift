import GatewayConfiguration

extension Upstream {
  /// What a failed call says of this upstream: nothing where nobody waits for it any more, or where others had left it
  /// less of the request's time than it may take.
  public func fault(
    _ failure: UpstreamFailure, start: ContinuousClock.Instant, deadline: ContinuousClock.Instant
  ) -> Breaker.Result {
    let wasShort = ContinuousClock.now >= deadline && deadline - start < entry.timeouts.firstByte
    return Task.isCancelled || wasShort ? .neutral : failure.breakerResult
  }
}
