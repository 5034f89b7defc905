public import CTriage
import Triage

/// Takes a decision apart; what it hands out owns itself and outlives the router.
@c @implementation
public func triage_explain(
  _ router: OpaquePointer!, _ prompt: UnsafePointer<CChar>!, _ length: Int,
  _ context: UnsafePointer<triage_context>!,
  _ explanation: UnsafeMutablePointer<UnsafePointer<triage_explanation>?>!
) -> triage_status {
  guard let explanation = unsafe explanation else { return TRIAGE_USAGE.status }
  unsafe explanation.pointee = nil
  guard let open = unsafe OpenRouter.at(router), let request = unsafe Request(context),
    let text = unsafe promptBytes(prompt, length)
  else { return TRIAGE_USAGE.status }
  unsafe explanation.pointee = open.takeUnretainedValue().router.explain(utf8: text, context: request.copy)
    .inC()
  return TRIAGE_OK.status
}

/// Gives an explanation back.
@c @implementation
public func triage_explanation_free(_ explanation: UnsafePointer<triage_explanation>!) {
  guard let explanation = unsafe explanation, let owner = unsafe explanation.pointee.owner else { return }
  unsafe Unmanaged<Arena>.fromOpaque(owner).release()  // frees the explanation too: it lies in its arena
}

extension Explanation {
  /// The explanation as a C structure, which holds the arena that holds it.
  fileprivate func inC() -> UnsafePointer<triage_explanation> {
    let arena = Arena()
    let parts = unsafe parts.map { part -> UnsafePointer<triage_part>? in
      let described = unsafe triage_part(
        text: arena.string(part.text), length: part.text.utf8.count,
        contributions: arena.array(part.contributions), kind: part.kind.number)
      return unsafe arena.value(described)
    }
    let decision = triage_decision(decision, size: UInt32(MemoryLayout<triage_decision>.size))
    let described = unsafe triage_explanation(
      owner: Unmanaged.passRetained(arena).toOpaque(), decision: arena.value(decision),
      logits: arena.array(logits), parts: arena.array(parts), part_count: parts.count)
    return unsafe arena.value(described)
  }
}
