#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The natural logarithm.
@inline(__always)
func logarithm(_ value: Double) -> Double { log(value) }

/// e to the power of `value`.
@inline(__always)
func exponential(_ value: Double) -> Double { exp(value) }
