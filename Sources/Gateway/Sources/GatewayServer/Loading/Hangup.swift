import ServiceLifecycle
import UnixSignals

/// Opens the audit file anew on SIGHUP, as programs that rotate logs expect.
struct Hangup: Service, CustomStringConvertible {
  let operations: Operations
  var description: String { "Hangup" }

  func run() async throws {
    // Not a sequence that ends by itself at a shutdown: that is a merged one, see HTTPService.
    await cancelWhenGracefulShutdown {
      for await _ in await UnixSignalsSequence(trapping: .sighup) { operations.audit.reopen() }
    }
  }
}
