/* What the walk over a prompt wants of a processor and Swift's vectors have no word for. */
#ifndef CVECTORS_H
#define CVECTORS_H
#include <stddef.h>
#include <stdint.h>

/* Sixteen bytes of one register; Swift sees SIMD16<Int8>. */
typedef signed char cvectors_bytes16 __attribute__((vector_size(16)));

/* The top bit of each byte, the first byte's lowest: by shifts and a multiplication, wherever C is. */
static inline uint32_t cvectors_top_bits_portable(cvectors_bytes16 bytes) {
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
static inline uint32_t cvectors_top_bits(cvectors_bytes16 bytes) {
#if defined(__SSE2__)
  return (uint32_t)__builtin_ia32_pmovmskb128(bytes);
#else
  return cvectors_top_bits_portable(bytes);
#endif
}

#if defined(__clang__)
#pragma clang assume_nonnull begin
#endif

/* Sixty-four bytes, a bit a byte, the lowest for the first: of words; beyond ASCII, those among them that go on with a code
 * point, the first ones of letters of two bytes and of ideographs of three; and where tokens of one byte or one code point have
 * their first byte and their last. */
struct cvectors_block {
  uint64_t word, beyond, continuations, letter_leads, ideograph_leads, first, last;
};

/* Adds what the bytes beyond ASCII of the block at `at` are, and what is left over of the last code point of one before. */
typedef void (*cvectors_tell)(void *context, struct cvectors_block *block, size_t at);

/* What a run has: tokens, bytes of words in blocks, and of all bytes some kinds. */
struct cvectors_run {
  uint32_t tokens, word_bytes, digits, capitals, newlines;
};

/* 1 if this processor and its system can do cvectors_read_run: AVX-512 with VBMI2, as Ice Lake and Zen 4 have it; else 0. */
int cvectors_is_wide(void);

/* Reads a run of `length` bytes: writes it in lower case, and where each token has its first byte and its last, and asks
 * `tell`, block by block in order, of those that have bytes beyond ASCII. No byte outside of the text is touched. `lowered`,
 * `starts` and `lasts` take as many bytes and places as whole blocks of 64 have; those past the last that counts may be written
 * too. */
struct cvectors_run cvectors_read_run(
    const uint8_t *text, size_t length, uint8_t *lowered, uint16_t *starts, uint16_t *lasts, cvectors_tell tell, void *context);

#if defined(__clang__)
#pragma clang assume_nonnull end
#endif
#endif
