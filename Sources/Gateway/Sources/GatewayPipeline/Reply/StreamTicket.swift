import Synchronization

/// Accounts for a stream that nobody ran: a server that cannot even write the head of the response, because the caller is
/// gone, lets go of the stream without running it, and the upstream bills it all the same.
final class StreamTicket: Sendable {
  private let isUsed = Atomic(false)
  private let otherwise: @Sendable () async -> Void

  /// - Parameter otherwise: what to do when the ticket is let go of unused.
  init(_ otherwise: @escaping @Sendable () async -> Void) { self.otherwise = otherwise }

  /// The stream is run.
  func use() { isUsed.store(true, ordering: .relaxed) }

  deinit {
    guard !isUsed.load(ordering: .relaxed) else { return }
    Task { [otherwise] in await otherwise() }
  }
}
