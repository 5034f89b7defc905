public import CTriage
import Triage

@c @implementation
public func triage_model_count(_ router: OpaquePointer!) -> Int32 {
  unsafe Int32(OpenRouter.at(router)?.pointee.models.count ?? 0)
}

@c @implementation
public func triage_tier_count(_ router: OpaquePointer!) -> Int32 {
  unsafe Int32(OpenRouter.at(router)?.pointee.tiers.count ?? 0)
}

@c @implementation
public func triage_model_at(_ router: OpaquePointer!, _ model: Int32) -> UnsafePointer<triage_model>! {
  guard let open = unsafe OpenRouter.at(router), unsafe open.pointee.models.indices.contains(Int(model))
  else { return nil }
  return unsafe open.pointee.models[Int(model)]
}

@c @implementation
public func triage_tier_at(_ router: OpaquePointer!, _ tier: Int32) -> UnsafePointer<triage_tier>! {
  guard let open = unsafe OpenRouter.at(router), unsafe open.pointee.tiers.indices.contains(Int(tier))
  else { return nil }
  return unsafe open.pointee.tiers[Int(tier)]
}

@c @implementation
public func triage_band_half_width(_ router: OpaquePointer!) -> Float {
  unsafe OpenRouter.at(router)?.pointee.router.policy.bandHalfWidth ?? .nan
}

@c @implementation
public func triage_least_evidence(_ router: OpaquePointer!) -> Float {
  unsafe OpenRouter.at(router)?.pointee.router.policy.leastEvidence ?? .nan
}

@c @implementation
public func triage_identity(_ router: OpaquePointer!) -> UnsafePointer<CChar>! {
  unsafe OpenRouter.at(router)?.pointee.identity
}

@c @implementation
public func triage_manifest(_ router: OpaquePointer!) -> UnsafePointer<CChar>! {
  unsafe OpenRouter.at(router)?.pointee.manifest
}
