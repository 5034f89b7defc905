import GatewayAccounts
public import GatewayConfiguration
import GatewayPipeline
import GatewayRouting
import GatewayUpstreams
import GatewayValidation
import Triage
import TriageFile

/// Makes snapshots of a configuration file, and the next one from the last, so that a reload forgets nothing that it need not:
/// breakers, conversations, token estimates and spending stay.
public struct SnapshotLoader: Sendable {
  /// The configuration file.
  public let path: String
  let clients = ClientPool()
  let secrets: SecretSource

  /// A loader of one file.
  public init(path: String, secrets: SecretSource = SecretSource()) {
    self.path = path
    self.secrets = secrets
  }

  /// Closes the connections to upstreams. Nothing may be under way.
  public func shutdown() async { await clients.shutdown() }

  /// Reads a file and names every mistake; loads the router to compare its tiers.
  public static func read(_ path: String) -> ConfigurationFile.Reading {
    ConfigurationFile.reading(path, tlsProblem: problem(of:)) { router in
      do throws(ModelFileError) {
        return .success(try Router(contentsOf: router).policy.tiers.map(\.name))
      } catch {
        return .failure(RouterProblem(error.description))
      }
    }
  }

  /// The file's snapshot.
  ///
  /// - Parameter previous: the one in use, whose memory goes over.
  func load(after previous: Snapshot? = nil) throws(Failure) -> Loaded {
    let reading = SnapshotLoader.read(path)
    let watch = ConfigurationWatch(reading)
    guard let configuration = reading.configuration else {
      throw Failure(mistakes: reading.mistakes, watch: watch)
    }
    do throws(Failure) {
      let router = try configuration.router.map { path throws(Failure) in try self.router(path) }
      return Loaded(
        snapshot: try snapshot(configuration, router, after: previous),
        warnings: reading.mistakes.filter(\.isWarning), watch: watch)
    } catch {
      throw Failure(mistakes: error.mistakes, watch: watch)
    }
  }

  private func snapshot(
    _ configuration: Configuration, _ router: Router?, after previous: Snapshot?
  ) throws(Failure) -> Snapshot {
    let ledger = Ledger(budgets: configuration.budgets, tiers: configuration.tiers.map(\.name))
    if let previous { ledger.restore(from: previous.ledger) }
    let ratios = configuration.models.map { model in
      previous?.ratio(of: model.name) ?? model.tokensPerByte
    }
    let policy = configuration.escalation
    let kept = previous.flatMap { $0.configuration.escalation == policy ? $0.conversations : nil }
    let conversations =
      kept ?? ConversationTable(limit: policy.conversations, ends: policy.conversationEnds)
    let planner = Planner(
      configuration: configuration, router: router, conversations: conversations,
      estimate: TokenEstimate(tokensPerByte: ratios))
    let upstreams = UpstreamSet(
      configuration, previous: previous?.upstreams, clients: clients, secrets: secrets)
    let asker = CheckAsker(configuration: configuration, upstreams: upstreams, clients: clients)
    var ruleCheckers: [String: AnswerChecker] = [:]
    for rule in configuration.rules where !rule.checks.isEmpty {
      ruleCheckers[rule.name] = try checker(rule.checks, asker)
    }
    var tierCheckers: [AnswerChecker] = []
    for tier in configuration.tiers { tierCheckers.append(try checker(tier.checks, asker)) }
    let share = policy.retryBudget
    let sameBudget = previous.flatMap { $0.configuration.escalation.retryBudget == share ? $0.retries : nil }
    return Snapshot(
      configuration: configuration, router: router, planner: planner, conversations: conversations,
      upstreams: upstreams, windows: windows(configuration, upstreams),
      shadowRouters: try shadowRouters(configuration),
      tierCheckers: tierCheckers,
      ruleCheckers: ruleCheckers, ledger: ledger,
      retries: sameBudget ?? RetryBudget(share: share))
  }

  private func windows(_ configuration: Configuration, _ upstreams: UpstreamSet) -> [Int: BurstWindow] {
    var windows: [Int: BurstWindow] = [:]
    for (index, model) in configuration.models.enumerated() {
      guard let batch = model.batch else { continue }
      let upstream = upstreams.all[model.upstream]
      let arrays = upstream.entry.arrays ? ArrayTarget(upstream, version: model.version) : nil
      windows[index] = BurstWindow(delay: batch.delay, count: batch.count, arrays: arrays)
    }
    return windows
  }

  private func shadowRouters(_ configuration: Configuration) throws(Failure) -> [Int: Router] {
    var routers: [Int: Router] = [:]
    for (index, shadow) in configuration.shadows.enumerated() {
      if case .router(let path) = shadow.candidate { routers[index] = try router(path) }
    }
    return routers
  }

  private func router(_ path: String) throws(Failure) -> Router {
    do throws(ModelFileError) {
      return try Router(contentsOf: path)
    } catch {
      throw Failure(mistakes: [ConfigurationMistake(line: 0, message: "router \(path): \(error.description)")]
      )
    }
  }

  private func checker(_ checks: [Check], _ asker: CheckAsker) throws(Failure) -> AnswerChecker {
    do {
      return try AnswerChecker(checks: checks, transport: asker, grader: asker)
    } catch {
      throw Failure(mistakes: [ConfigurationMistake(line: 0, message: error.description)])
    }
  }
}
