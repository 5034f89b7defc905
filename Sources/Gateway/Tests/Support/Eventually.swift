/// Something that a test waited for did not come.
package struct WaitedInVain: Error, CustomStringConvertible {
  /// What was waited for.
  package var what: String
  package var description: String { "waited in vain for \(what)" }
}

/// Asks again and again until something is there. The limit only ends a wait that would never end: a busy machine may need
/// seconds for what takes milliseconds on an idle one.
package func eventually<Value>(
  _ what: String, within limit: Duration = .seconds(120), _ find: () async throws -> Value?
) async throws -> Value {
  let end = ContinuousClock.now + limit
  while true {
    // Asked once more after the end: the time may have passed in a wait for the processor.
    let isLast = ContinuousClock.now >= end
    if let value = try await find() { return value }
    if isLast { throw WaitedInVain(what: what) }
    try await Task.sleep(for: .milliseconds(20))
  }
}
