public import CTriage
import Triage

/// How many models there are; 0 for NULL.
@c @implementation
public func triage_model_count(_ router: OpaquePointer!) -> Int32 {
  unsafe Int32(OpenRouter.at(router)?.takeUnretainedValue().models.count ?? 0)
}

/// How many tiers there are; 0 for NULL.
@c @implementation
public func triage_tier_count(_ router: OpaquePointer!) -> Int32 {
  unsafe Int32(OpenRouter.at(router)?.takeUnretainedValue().tiers.count ?? 0)
}

/// A model by number; NULL if there is none.
@c @implementation
public func triage_model_at(_ router: OpaquePointer!, _ model: Int32) -> UnsafePointer<triage_model>! {
  guard let open = unsafe OpenRouter.at(router)?.takeUnretainedValue(),
    unsafe open.models.indices.contains(Int(model))
  else { return nil }
  return unsafe open.models[Int(model)]
}

/// A tier by number; NULL if there is none.
@c @implementation
public func triage_tier_at(_ router: OpaquePointer!, _ tier: Int32) -> UnsafePointer<triage_tier>! {
  guard let open = unsafe OpenRouter.at(router)?.takeUnretainedValue(),
    unsafe open.tiers.indices.contains(Int(tier))
  else { return nil }
  return unsafe open.tiers[Int(tier)]
}

/// The half-width of the band around each threshold; NaN for NULL.
@c @implementation
public func triage_band_half_width(_ router: OpaquePointer!) -> Float {
  unsafe OpenRouter.at(router)?.takeUnretainedValue().router.policy.bandHalfWidth ?? .nan
}

/// The least evidence at which a request stays; NaN for NULL.
@c @implementation
public func triage_least_evidence(_ router: OpaquePointer!) -> Float {
  unsafe OpenRouter.at(router)?.takeUnretainedValue().router.policy.leastEvidence ?? .nan
}

/// ``Router/identity`` as text; NULL for NULL.
@c @implementation
public func triage_identity(_ router: OpaquePointer!) -> UnsafePointer<CChar>! {
  unsafe OpenRouter.at(router)?.takeUnretainedValue().identity
}

/// ``Router/manifest``; NULL for NULL.
@c @implementation
public func triage_manifest(_ router: OpaquePointer!) -> UnsafePointer<CChar>! {
  unsafe OpenRouter.at(router)?.takeUnretainedValue().manifest
}
