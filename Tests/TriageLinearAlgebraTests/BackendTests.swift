import Testing
import TriageLinearAlgebra

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Backend")
struct BackendTests {
  @Test("The library that answers is named by a file that is there")
  func library() {
    // A product first, so that a library loaded on demand is loaded.
    #expect(largestMagnitude([1, -2]) == 2)
    #if os(Linux)
      #expect(access(Backend.library, R_OK) == 0, "\(Backend.library)")
      #expect(Backend.library.contains("blas"))
    #else
      #expect(Backend.library == "Accelerate")
    #endif
    #expect(Backend.library == Backend.library)
  }
}
