import AsyncHTTPClient
import NIOCore

/// Reads an answer's body until a moment, also while nothing comes.
///
/// The HTTP client's own clock ends a silence after its read timeout, so a second one is needed only where the end is nearer
/// than that: most reads of most answers cost nothing.
///
/// Unchecked Sendable with this invariant: one task at a time holds it; a read that was given up has ended before the
/// call returns.
final class BodyReader: @unchecked Sendable {
  /// The end has come.
  struct Late: Error {}

  private var body: HTTPClientResponse.Body.AsyncIterator
  private let end: ContinuousClock.Instant
  /// The longest that the HTTP client waits for a part, asked for or not.
  let patience: Duration

  init(_ body: HTTPClientResponse.Body, end: ContinuousClock.Instant, patience: Duration) {
    self.body = body.makeAsyncIterator()
    self.end = end
    self.patience = patience
  }

  /// The next part; nil at the end of the body. Throws ``Late`` at the end of the time, and what the client throws.
  func next() async throws -> ByteBuffer? {
    let now = ContinuousClock.now
    guard now < end else { throw Late() }
    if end - now > patience { return try await body.next() }
    return try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
      group.addTask { try await self.body.next() }
      group.addTask { [end] in
        try await Task.sleep(until: end, clock: .continuous)
        throw Late()
      }
      defer { group.cancelAll() }
      return try await group.next() ?? nil
    }
  }

  /// Reads what is left for a while and lets go of it.
  func drain(for time: Duration) async {
    let last = ContinuousClock.now.advanced(by: time)
    while ContinuousClock.now < last, (try? await body.next()) != nil {}
  }
}
