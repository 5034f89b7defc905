public import CTriage
import Triage

/// Decides for one prompt. Allocates nothing, takes no lock; `triage.h` says what it takes and returns.
@c @implementation
public func triage_decide(
  _ router: OpaquePointer!, _ prompt: UnsafePointer<CChar>!, _ length: Int,
  _ context: UnsafePointer<triage_context>!, _ decision: UnsafeMutablePointer<triage_decision>!,
  _ scores: UnsafeMutablePointer<Float>!, _ sufficiencies: UnsafeMutablePointer<Float>!
) -> triage_status {
  guard let open = unsafe OpenRouter.at(router), let decision = unsafe decision,
    let sink = unsafe DecisionSink(decision, scores, sufficiencies),
    let request = unsafe Request(context), let text = unsafe promptBytes(prompt, length)
  else { return TRIAGE_USAGE.status }
  unsafe sink.write(request.decide(open, text), at: 0)
  return TRIAGE_OK.status
}

/// Decides for many prompts, in the calling thread.
@c @implementation
public func triage_decide_many(
  _ router: OpaquePointer!, _ count: Int, _ prompts: UnsafePointer<UnsafePointer<CChar>?>!,
  _ lengths: UnsafePointer<Int>!, _ context: UnsafePointer<triage_context>!,
  _ decisions: UnsafeMutablePointer<triage_decision>!, _ scores: UnsafeMutablePointer<Float>!,
  _ sufficiencies: UnsafeMutablePointer<Float>!
) -> triage_status {
  guard let open = unsafe OpenRouter.at(router), count >= 0 else { return TRIAGE_USAGE.status }
  if count == 0 { return TRIAGE_OK.status }
  guard let prompts = unsafe prompts, let lengths = unsafe lengths, let decisions = unsafe decisions,
    let sink = unsafe DecisionSink(decisions, scores, sufficiencies), let request = unsafe Request(context)
  else { return TRIAGE_USAGE.status }
  for index in 0..<count {
    guard let text = unsafe promptBytes(prompts[index], lengths[index]) else { return TRIAGE_USAGE.status }
    unsafe sink.write(request.decide(open, text), at: index)
  }
  return TRIAGE_OK.status
}

/// The bytes of a prompt; nil for NULL with a length, or a length beyond the address space.
@inline(__always)
func promptBytes(_ prompt: UnsafePointer<CChar>?, _ length: Int) -> UnsafeBufferPointer<UInt8>? {
  guard length >= 0, unsafe prompt != nil || length == 0 else { return nil }
  let start = unsafe UnsafeRawPointer(prompt)?.assumingMemoryBound(to: UInt8.self)
  return unsafe UnsafeBufferPointer(start: start, count: unsafe start == nil ? 0 : length)
}
