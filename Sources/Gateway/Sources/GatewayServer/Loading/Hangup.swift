import ServiceLifecycle
import UnixSignals

/// Opens the audit file anew on SIGHUP, as programs that rotate logs expect.
struct Hangup: Service, CustomStringConvertible {
  let operations: Operations
  var description: String { "Hangup" }

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      operations.audit.reopen()
    }
  }
}
