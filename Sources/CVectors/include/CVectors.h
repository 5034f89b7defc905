/* What the walk over a prompt wants of a processor and Swift's vectors have no word for. */
#ifndef CVECTORS_H
#define CVECTORS_H
#include <stddef.h>
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

/* How far a run was read, and what was counted on the way. */
struct triage_ascii_run {
  /* Bytes that were read: whole blocks of 64, or all there are. */
  uint32_t bytes;
  /* Places that were written. */
  uint32_t starts, lasts;
  /* 1 if the last byte that was read is of a word. */
  uint32_t in_word;
  uint32_t word_bytes, digits, capitals, newlines;
};

/* 1 if this processor and its system can do triage_read_ascii: AVX-512 with VBMI2, as from Ice Lake and Zen 4 on; else 0. */
int triage_reads_ascii(void);

/* Reads `length` bytes, up to the first block that itself, or the one behind it, has a byte beyond ASCII, or for whose places
 * there is no room: writes them in lower case, and where each token has its first byte and its last. No byte outside of the
 * text is touched. `lowered` takes whole blocks of 64 bytes, `starts` and `lasts` have `room` places each, of which those
 * past the last that was written may be written too. */
struct triage_ascii_run triage_read_ascii(
    const uint8_t *text, size_t length, uint8_t *lowered, uint16_t *starts, uint16_t *lasts, size_t room);

#endif
