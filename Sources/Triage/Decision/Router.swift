/// Decides which tier a prompt needs, inside the caller's process, in microseconds.
///
/// ```swift
/// let router = try Router(contentsOf: "support.triage")
/// let decision = router.decide("Where is my order 48213?")
/// print(router.models[decision.model].name, decision.sufficiency)
/// ```
///
/// Load once and share: a router is immutable, a decision takes no lock, makes no system call and allocates
/// nothing. Copying a router copies a reference.
@safe public struct Router: Sendable {
  let view: ModelView
  // Its pointers live as long as the process.
  var scanner: FeatureScanner

  /// The models it knows, in the order of ``Decision/scores``.
  public var models: [Head] { view.heads }
  /// The rungs, thresholds and band.
  public var policy: Policy { view.policy }
  /// The SHA-256 of the model file's content.
  public var identity: RouterIdentity { view.identity }

  /// A router over bytes that stay where they are: a mapped file.
  ///
  /// - Parameters:
  ///   - bytes: a whole model file.
  ///   - release: called once, when the last copy of the router is gone (or at once if the file is refused).
  /// - Throws: ``ModelError`` if the bytes are not a sound model file; nothing is read before its bounds are
  ///   checked. Linear in the file's length for the checksum, a few gigabytes a second.
  public init(
    mapping bytes: UnsafeRawBufferPointer,
    release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void
  ) throws(ModelError) {
    view = try ModelView(unsafe ModelStorage(bytes, release: release))
    unsafe scanner = FeatureScanner.make()
  }

  /// A router over a copy of these bytes.
  public init(copying bytes: [UInt8]) throws(ModelError) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(bytes.count, 1), alignment: 64)
    unsafe copy.copyBytes(from: bytes)
    let content = unsafe UnsafeRawBufferPointer(rebasing: copy[..<bytes.count])
    try unsafe self.init(mapping: content) { bytes in
      unsafe UnsafeMutableRawBufferPointer(mutating: bytes).deallocate()
    }
  }

  /// The manifest: JSON about where the router came from.
  public var manifest: String { unsafe String(decoding: view.manifest, as: UTF8.self) }
}
