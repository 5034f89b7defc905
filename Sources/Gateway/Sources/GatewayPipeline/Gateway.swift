public import GatewayAccounts
public import GatewayStore
import Logging
import Synchronization

/// The gateway without its HTTP server: takes requests, returns replies, and accounts for every one.
///
/// Safe to call from any number of tasks. A request holds the snapshot it began with; ``replace(_:)`` changes what the next
/// one gets.
public final class Gateway: Sendable {
  final class Box: Sendable {
    let snapshot: Snapshot
    init(_ snapshot: Snapshot) { self.snapshot = snapshot }
  }

  /// The traffic store; nil keeps none.
  public let store: TrafficStore?
  let telemetry: Telemetry
  let upstreamLog: UpstreamLog
  let ruleLog: RuleLog
  let shadows = ShadowRunner()
  let observe: @Sendable (RequestRecord) -> Void
  let current: Mutex<Box>

  /// A gateway over a first snapshot.
  ///
  /// - Parameter observe: gets every record when its request has ended; it runs on the request's path and must not wait.
  public init(
    _ snapshot: Snapshot, store: TrafficStore?, telemetry: Telemetry, logger: Logger,
    observe: @escaping @Sendable (RequestRecord) -> Void = { _ in }
  ) {
    current = Mutex(Box(snapshot))
    self.store = store
    self.telemetry = telemetry
    upstreamLog = UpstreamLog(logger)
    ruleLog = RuleLog(logger)
    self.observe = observe
  }

  /// What a request that comes in now would get.
  public var snapshot: Snapshot { current.withLock { $0 }.snapshot }

  /// From now on requests get this one; those under way keep theirs.
  public func replace(_ snapshot: Snapshot) {
    let box = Box(snapshot)
    current.withLock { current in
      // What was spent since the new ledger was filled, while the rest of it was being loaded.
      snapshot.ledger.restore(from: current.snapshot.ledger)
      current = box
    }
  }

  /// Adds a record to the newest ledger: a reload takes over what the one before held at that moment.
  func spend(_ record: RequestRecord) {
    current.withLock { $0.snapshot.ledger.add(record) }
  }
}
