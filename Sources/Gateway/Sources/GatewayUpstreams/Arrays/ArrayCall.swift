import GatewayConfiguration
import GatewayMoney
import GatewayWire
import Synchronization

/// One call for several requests: an array of prompts, whose choices go back to each.
///
/// It runs in a task of its own, which is nobody's in particular: a member that leaves takes nothing from the
/// others, and the call is cancelled when the last has left. It ends by the earliest deadline of its members,
/// which whoever makes them keeps close to each other. To the breaker it is one call, on the permit that was
/// given last.
final class ArrayCall: Sendable {
  private let target: ArrayTarget
  private let calls: [Waiting]
  private let members: [ArrayMember]

  private struct State {
    var present: Int
    var task: Task<Void, Never>?
  }

  private let state: Mutex<State>

  init(_ target: ArrayTarget, _ calls: [Waiting]) {
    self.target = target
    self.calls = calls
    members = calls.compactMap(\.member)
    state = Mutex(State(present: members.count))
  }

  /// Sends it; every member is told once what came of it.
  func start() {
    for member in members { member.join(self) }
    let task = Task { [self] in
      let start = ContinuousClock.now
      let results = await results(start: start)
      for member in members { member.part() }
      for (call, result) in zip(calls, results) {
        call.continuation.resume(
          returning: ArrayOutcome(count: members.count, start: start, result: result))
      }
    }
    let isEmpty = state.withLock { state in
      state.task = task
      return state.present <= 0
    }
    if isEmpty { task.cancel() }
  }

  /// A member has left.
  func lose() {
    let task = state.withLock { state in
      state.present -= 1
      return state.present <= 0 ? state.task : nil
    }
    task?.cancel()
  }

  /// One result for each member, in their order.
  private func results(start: ContinuousClock.Instant) async -> [ArrayOutcome.Result] {
    let upstream = target.upstream
    let deadline = members.map(\.deadline).min() ?? start
    let permit = members.map(\.permit).max { $0.isOlder(than: $1) }
    do {
      let reply = try await upstream.call(try request(), version: target.version, deadline: deadline)
      if let permit { upstream.record(.success(firstByte: reply.firstByte), for: permit) }
      return part(reply)
    } catch {
      if let permit {
        upstream.record(
          upstream.fault(error, start: start, deadline: deadline), for: permit, retryAfter: error.retryAfter)
      }
      let isOfArray = error.isOfArray && !Task.isCancelled
      if isOfArray { target.note(isFit: false, now: .now) }
      return members.map { _ in isOfArray ? .unfit(error, spent: nil) : .failed(error) }
    }
  }

  private func request() throws(UpstreamFailure) -> ChatRequest {
    do {
      return try SharedCompletion.request(members.map(\.shared))
    } catch {
      throw UpstreamFailure(.inexpressible, error.message, wireError: error)
    }
  }

  /// Each member's own part of an answer. One without a text for every prompt has been paid for all the same.
  private func part(_ reply: UpstreamReply) -> [ArrayOutcome.Result] {
    let prompts = members.map(\.shared.prompt)
    guard case .complete(let body, _) = reply.content else { return unfit(usages: nil) }
    let answers = SharedAnswer.parting(body, prompts: prompts)
    target.note(isFit: answers != nil, now: .now)
    guard let answers else { return unfit(usages: SharedAnswer.usage(of: body, prompts: prompts)) }
    return answers.map { .answered($0, firstByte: reply.firstByte) }
  }

  private func unfit(usages: [TokenUsage]?) -> [ArrayOutcome.Result] {
    let failure = UpstreamFailure(
      .brokenAnswer,
      "upstream '\(target.upstream.entry.name)': not one choice for each of \(members.count) prompts")
    return members.indices.map { .unfit(failure, spent: usages?[$0]) }
  }
}
