import CTriage
import Triage

/// What a `triage_router *` points to: the router, and its descriptions as C structures, made once.
///
/// Lives from ``open(_:)`` to ``close(_:)`` and never changes in between, so that any number of threads may read it.
/// ``at(_:)`` must not be given a pointer that was closed: the header says so. Lent without counting references:
/// threads that decide at the same time would pass the counter's cache line around.
@safe final class OpenRouter: @unchecked Sendable {
  let router: Router
  let arena: Arena
  let models: [UnsafePointer<triage_model>]
  let tiers: [UnsafePointer<triage_tier>]
  let identity: UnsafePointer<CChar>
  let manifest: UnsafePointer<CChar>

  private init(_ router: Router) {
    let arena = Arena()
    self.router = router
    self.arena = arena
    unsafe models = router.models.map { model in
      let described = unsafe triage_model(
        name: arena.string(model.name), input_price: model.inputPrice ?? .nan,
        output_price: model.outputPrice ?? .nan, mean_cost: model.meanCost ?? .nan,
        context_window: Int64(model.contextWindow ?? 0))
      return unsafe arena.value(described)
    }
    unsafe tiers = router.policy.tiers.map { tier in
      let described = unsafe triage_tier(
        name: arena.string(tier.name), models: arena.array(tier.models.map { Int32($0) }),
        model_count: Int32(tier.models.count), threshold: tier.threshold)
      return unsafe arena.value(described)
    }
    unsafe identity = unsafe arena.string(router.identity.description)
    unsafe manifest = unsafe arena.string(router.manifest)
  }

  /// The handle that C keeps.
  static func open(_ router: Router) -> OpaquePointer {
    unsafe OpaquePointer(Unmanaged.passRetained(OpenRouter(router)).toOpaque())
  }

  /// Ends the life of a handle.
  static func close(_ handle: OpaquePointer) {
    unsafe Unmanaged<OpenRouter>.fromOpaque(UnsafeRawPointer(handle)).release()
  }

  /// What a handle stands for; nil for NULL.
  @inline(__always)
  static func at(_ handle: OpaquePointer?) -> Unmanaged<OpenRouter>? {
    guard let handle = unsafe handle else { return nil }
    return unsafe Unmanaged<OpenRouter>.fromOpaque(UnsafeRawPointer(handle))
  }
}
