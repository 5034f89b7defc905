/// Everything that one YAML file says: what a gateway serves, to whom, by which rules and at what price.
///
/// A value of this type is complete and consistent: names refer to what exists, prices and windows are set where they
/// are used, paths are absolute, defaults are filled in. ``ConfigurationFile`` makes it from a file or says what is
/// wrong with each line. It is immutable; a reload makes another.
public struct Configuration: Sendable {
  /// Where to listen.
  public var listen = ListenAddress()
  /// The certificate and key to serve TLS with; nil serves plain HTTP.
  public var tls: TLSFiles?
  /// The router's model file; nil routes by rules alone (every request without one goes to the lowest tier).
  public var router: String?
  /// The servers that are asked, in the file's order.
  public var upstreams: [UpstreamEntry] = []
  /// Every model that a tier or a shadow names, in the file's order.
  public var models: [ModelEntry] = []
  /// The rungs, cheapest first. With a router there are as many as it has tiers.
  public var tiers: [TierEntry] = []
  /// The rules, in the file's order; all that match apply.
  public var rules: [Rule] = []
  /// Requests and what the rules must make of them; checked whenever the file is read.
  public var examples: [RuleExample] = []
  /// What moves a request up.
  public var escalation = EscalationPolicy()
  /// Limits on money.
  public var budgets: [Budget] = []
  /// The traffic store.
  public var store = StorePolicy()
  /// Who may call.
  public var callers = CallerPolicy()
  /// Limits on requests.
  public var limits = RequestLimits()
  /// Candidates that see a share of the traffic beside it.
  public var shadows: [Shadow] = []
  /// The random share near the boundary, for later estimates.
  public var exploration: Exploration?
  /// What savings are counted against: a tier's index, the top tier unless set.
  public var baselineTier = 0
  /// How long a stopping server waits for requests under way.
  public var drain: Duration = .seconds(30)
  /// The least severe level that is logged: `trace`, `debug`, `info`, `notice`, `warning`, `error`.
  public var logLevel = "info"
  /// Where the audit goes, one JSON line a decision.
  public var audit = AuditTarget.standardOutput
  /// Every file that this was read from or that it names, absolute paths, sorted: a change of any asks for a
  /// reload (``ConfigurationWatch``).
  public var files: [String] = []

  /// An empty configuration, not yet consistent.
  public init() {}
}

/// An address to listen on.
public struct ListenAddress: Sendable, Equatable {
  /// A name or an address.
  public var host = "127.0.0.1"
  /// A port; 0 lets the system choose.
  public var port = 8080

  /// 127.0.0.1:8080.
  public init() {}
}

/// Where the audit lines go. They never hold a prompt, an answer or a key.
public enum AuditTarget: Sendable, Equatable {
  /// Nowhere.
  case off
  /// Standard output, which nothing else is written to.
  case standardOutput
  /// Standard error, between the log lines.
  case standardError
  /// A file (absolute path) that is appended to, and opened anew when it was moved away or on SIGHUP.
  case file(String)
}

/// PEM files, absolute paths.
public struct TLSFiles: Sendable, Equatable {
  /// The certificate chain.
  public var certificate: String
  /// Its private key.
  public var key: String

  /// Two paths.
  public init(certificate: String, key: String) {
    self.certificate = certificate
    self.key = key
  }
}
