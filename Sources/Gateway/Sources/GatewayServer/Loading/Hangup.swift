import ServiceLifecycle
import UnixSignals

/// Opens the audit file anew on SIGHUP, as programs that rotate logs expect.
struct Hangup: Service {
  let operations: Operations

  func run() async throws {
    for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
      operations.audit.reopen()
    }
  }
}
