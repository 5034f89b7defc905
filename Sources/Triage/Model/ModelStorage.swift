/// Owns the bytes of a model file for as long as a router reads them.
///
/// Immutable after `init`, so it may be shared between threads; the release closure runs once, when the last
/// router that uses it is gone.
@safe final class ModelStorage: @unchecked Sendable {
  let bytes: UnsafeRawBufferPointer
  private let release: @Sendable (UnsafeRawBufferPointer) -> Void

  init(_ bytes: UnsafeRawBufferPointer, release: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) {
    unsafe self.bytes = unsafe bytes
    unsafe self.release = release
  }

  deinit { unsafe release(bytes) }
}
