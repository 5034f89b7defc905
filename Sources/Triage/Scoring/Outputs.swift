/// Up to 128 numbers in a value, without an array: a prompt's outputs, or the columns they are made from.
///
/// (`InlineArray` would say the same, but needs the newest systems on Apple's platforms.)
struct Outputs: Sendable {
  private var first = SIMD64<Float>()
  private var rest = SIMD64<Float>()

  @inline(__always)
  subscript(index: Int) -> Float {
    get { index < 64 ? first[index] : rest[index & 63] }
    set { if index < 64 { first[index] = newValue } else { rest[index & 63] = newValue } }
  }
}
