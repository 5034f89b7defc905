/* What the feature pass wants of a vector and Swift's vectors have no word for. */
#ifndef CTOPBITS_H
#define CTOPBITS_H
#include <stdint.h>

/* Sixteen bytes of one register; Swift sees SIMD16<Int8>. */
typedef signed char triage_bytes16 __attribute__((vector_size(16)));

/* The top bit of each byte, the first byte's lowest: by shifts and a multiplication, wherever C is. */
static inline uint32_t triage_top_bits_portable(triage_bytes16 bytes) {
  typedef uint64_t halves __attribute__((vector_size(16)));
  halves tops = ((halves)bytes >> 7) & 0x0101010101010101;
  /* The eight bits, eight apart, gathered into the top byte. */
  uint64_t first = (tops[0] * 0x0102040810204080) >> 56, second = (tops[1] * 0x0102040810204080) >> 56;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#error "the order of bytes in a vector is little-endian here"
#endif
  return (uint32_t)(first | second << 8);
}

/* The same by one instruction where the processor has it. */
static inline uint32_t triage_top_bits(triage_bytes16 bytes) {
#if defined(__SSE2__)
  return (uint32_t)__builtin_ia32_pmovmskb128(bytes);
#else
  return triage_top_bits_portable(bytes);
#endif
}
#endif
