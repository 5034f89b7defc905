import Logging
import GatewayJSON
import GatewayStore
import GatewayAccounts
import GatewayConfiguration
import GatewayRouting
import GatewayUpstreams
import GatewayWire

extension Gateway {
  /// Answers a request: plans, asks, checks, accounts.
  ///
  /// Returns when the reply can begin. By then its decision is in the store (or counted as not stored), so that a process
  /// that dies afterwards has lost no decision that a caller saw.
  public func answer(_ incoming: IncomingRequest) async -> Reply {
    let request: ChatRequest
    do {
      request = try ChatRequest(
        incoming.endpoint, body: incoming.body, headers: incoming.passedHeaders)
    } catch {
      return .error(error)
    }
    let snapshot = snapshot
    var context = incoming.context
    do {
      try context.fill(from: request)
    } catch {
      return .error(error)
    }
    var draft = Draft(snapshot: snapshot, request: request, incoming: incoming, context: context)
    snapshot.retries.earn()

    let plan: Plan
    do {
      plan = try affordable(request, incoming, context, &draft)
    } catch {
      return await refuse(&draft, error, state: RequestRecord.State.refused)
    }
    draft.take(plan)
    ruleLog.note(plan.rules.timedOut)
    // Features are words of the prompt: they are named only where its text may be kept.
    if incoming.wantsExplanation, draft.content == .full { draft.explain() }
    var serving = Serving(
      snapshot: snapshot, request: request, retries: snapshot.retries, deadline: draft.deadline, plan: plan)
    let outcome = await serving.serve()
    telemetry.promoted(times: serving.promotions)
    draft.take(serving)
    switch outcome {
    case .failed(let failure):
      return await fail(&draft, failure)
    case .served(let delivery):
      return await deliver(delivery, &draft)
    }
  }

  /// Refuses before anything was asked.
  private func refuse(_ draft: inout Draft, _ error: WireError, state: String) async -> Reply {
    draft.record.state = state
    draft.record.status = error.status
    await close(&draft)
    return .error(error, headers: draft.headers)
  }

  /// Nothing answered.
  private func fail(_ draft: inout Draft, _ failure: UpstreamFailure) async -> Reply {
    let error = Task.isCancelled ? WireError.cancelled : WireError(failure)
    draft.record.state = Task.isCancelled ? RequestRecord.State.cancelled : RequestRecord.State.failed
    draft.record.status = error.status
    // A caller who left while others waited for the same call has an answer all the same, which is paid for.
    if Task.isCancelled, let usage = draft.record.attempts.last?.usage { draft.record.usage = usage }
    await close(&draft)
    var headers = draft.headers
    if let wait = failure.retryAfter {
      headers.append(("retry-after", String(max(1, Int(wait.components.seconds)))))
    }
    return .error(error, headers: headers)
  }

  /// Puts the record where it belongs: ledger, store, metrics, audit line.
  func close(_ draft: inout Draft) async {
    draft.finish()
    let record = draft.record
    spend(record)
    telemetry.note(record)
    upstreamLog.note(record, draft.snapshot.upstreams)
    await keep(record)
    observe(record)
    if let served = draft.served { shadows.mirror(served) { [self] result in await keep(result) } }
  }

  /// Writes down what a shadow found out.
  private func keep(_ result: ShadowResult) async {
    if let record = result.record {
      spend(record)
      telemetry.note(record)
      await keep(record)
    }
    guard let store else { return }
    if await !store.write(result.pair) { telemetry.storeFailed() }
  }

  /// Writes a record to the store; a store that cannot take it never fails the request.
  func keep(_ record: RequestRecord) async {
    guard let store else { return }
    if await !store.write(record) { telemetry.storeFailed() }
  }
}
