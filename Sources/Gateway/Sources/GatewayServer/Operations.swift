import GatewayAccounts
import GatewayConfiguration
import GatewayStore
import Logging
import Metrics
import Synchronization

/// What runs beside the requests: who may come in, what is counted and written about them, and what became of the
/// configuration file. One per process, shared by every route.
final class Operations: Sendable {
  /// The configuration file as it was last read.
  struct Reading: Sendable {
    /// When the configuration in use was read: microseconds since 1970.
    var time: Int64
    /// What is doubtful in it.
    var warnings: [ConfigurationMistake]
    /// What is wrong with the file since, so that it is not in use; empty where it is.
    var refused: [ConfigurationMistake] = []
    /// How often a change was taken up, and how often refused.
    var reloads = 0
    var refusals = 0
  }

  private struct State {
    var admission: Admission
    var reading: Reading
  }

  /// The configuration file.
  let path: String
  let registry: PrometheusRegistry
  let recent = RecentTraffic()
  let audit: AuditLog
  let logs: LineWriter
  /// What TLS is spoken with; nil without TLS.
  let certificates: Certificates?
  /// Microseconds since 1970.
  let started = WallClock.microseconds()
  private let state: Mutex<State>

  init(
    path: String, registry: PrometheusRegistry, audit: AuditLog, logs: LineWriter, admission: Admission,
    certificates: Certificates? = nil, warnings: [ConfigurationMistake]
  ) {
    self.path = path
    self.registry = registry
    self.audit = audit
    self.certificates = certificates
    self.logs = logs
    state = Mutex(State(admission: admission, reading: Reading(time: started, warnings: warnings)))
  }

  /// The newest configuration's.
  var admission: Admission { state.withLock { $0.admission } }

  /// What became of the file.
  var reading: Reading { state.withLock { $0.reading } }

  /// A changed file is in use.
  func accepted(_ admission: Admission, warnings: [ConfigurationMistake]) {
    state.withLock { state in
      state.admission = admission
      state.reading.time = WallClock.microseconds()
      state.reading.warnings = warnings
      state.reading.refused = []
      state.reading.reloads += 1
    }
  }

  /// A changed file is not in use.
  func refused(_ mistakes: [ConfigurationMistake]) {
    state.withLock { state in
      state.reading.refused = mistakes
      state.reading.refusals += 1
    }
  }

  /// A request was turned away at the door.
  func refused(_ code: String) {
    Counter(label: "triage_refusals_total", dimensions: [("code", code)]).increment()
  }

  /// A request has ended.
  func note(_ record: RequestRecord) {
    recent.note(record)
    audit.write(record)
  }
}
