import GatewayAccounts
import GatewayJSON
import GatewayUpstreams
import GatewayWire

extension Gateway {
  /// Turns an answer into a reply.
  func deliver(_ delivery: Delivery, _ draft: inout Draft) async -> Reply {
    draft.take(delivery)
    switch delivery.content {
    case .whole(var body):
      draft.name(&body, delivery)
      await close(&draft)
      return Reply(status: 200, headers: draft.headers, body: .whole(body.bytes))
    case .held(let chunks):
      await close(&draft)
      let named = chunks.map { draft.named($0, delivery) }
      let stream = ReplyStream { send in
        for chunk in named {
          guard (try? await send(Gateway.event(chunk))) != nil else { return }
        }
        try? await send(Gateway.done)
      }
      return Reply(status: 200, headers: draft.headers, body: .events(stream))
    case .live(let first, let stream, let permit):
      draft.record.state = RequestRecord.State.streaming
      draft.finish()
      await keep(draft.record)
      let begun = draft
      let ticket = StreamTicket { [self] in
        await pass(first, stream, permit, delivery, begun) { _ in throw CancellationError() }
      }
      let events = ReplyStream { [self] send in
        ticket.use()
        await pass(first, stream, permit, delivery, begun, send)
      }
      return Reply(status: 200, headers: draft.headers, body: .events(events))
    }
  }

  /// Passes a live stream on until it ends, breaks off, or the caller is gone; then accounts for it.
  private func pass(
    _ first: [JSON], _ stream: UpstreamStream, _ permit: Breaker.Permit, _ delivery: Delivery,
    _ begun: Draft, _ send: (sending [UInt8]) async throws -> Void
  ) async {
    var draft = begun
    let upstream = draft.snapshot.upstream(of: delivery.model)
    var chunks = first
    var isCallerGone = false
    var failure: UpstreamFailure?
    var isRemembered = false
    // The time that the caller took to read.
    var blocked = Duration.zero
    do {
      while true {
        if !isRemembered, stream.answer.finishReason != nil {
          draft.remember(stream.answer, delivery)
          isRemembered = true
        }
        let sending = ContinuousClock.now
        for chunk in chunks {
          do {
            try await send(Gateway.event(draft.named(chunk, delivery)))
          } catch {
            isCallerGone = true
            break
          }
        }
        blocked += ContinuousClock.now - sending
        guard !isCallerGone, let more = try await stream.next() else { break }
        chunks = more
      }
    } catch {
      // A caller who goes while the upstream is silent is noticed by the cancelled task.
      isCallerGone = Task.isCancelled
      if !isCallerGone { failure = error }
    }
    if !isRemembered { draft.remember(stream.answer, delivery) }
    if let failure {
      upstream.record(fault(failure, of: upstream, delivery, draft, blocked: blocked), for: permit)
      try? await send(Gateway.event(WireError(failure).body))
    } else if isCallerGone {
      // A probe's result was told when its stream began.
      if !permit.isProbe { upstream.record(.neutral, for: permit) }
    } else {
      if !permit.isProbe { upstream.record(.success(firstByte: delivery.firstByte), for: permit) }
      try? await send(Gateway.done)
    }
    draft.close(stream: stream.answer, delivery, failure: failure, isCallerGone: isCallerGone)
    await close(&draft)
  }

  /// What a stream that broke off says of its upstream: nothing where its time went by while the caller did not read.
  private func fault(
    _ failure: UpstreamFailure, of upstream: Upstream, _ delivery: Delivery, _ draft: Draft, blocked: Duration
  ) -> Breaker.Result {
    let isTimeout = failure.kind == .totalTimeout
    if isTimeout, blocked >= (ContinuousClock.now - delivery.start) / 2 { return .neutral }
    return upstream.fault(failure, start: delivery.start, deadline: draft.deadline)
  }

  /// One chunk as an event.
  static func event(_ chunk: JSON) -> [UInt8] { Array("data: ".utf8) + chunk.bytes + Array("\n\n".utf8) }

  /// The last event.
  static let done = Array("data: [DONE]\n\n".utf8)
}
