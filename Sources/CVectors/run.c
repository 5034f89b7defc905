/* A run of text by AVX-512: what TextRun and ByteBlock do in Swift, 64 bytes an instruction. They are its oracle.
 *
 *   for each 64 bytes, with the next 64 known:
 *     a kind of byte is a range:  a subtraction and a comparison make a bit a byte
 *     first, last = bits at which a token has its first and its last byte
 *     places      = the numbers 0 to 63, those of the bits moved together (vpcompressb), and the block's own place added
 */
#include "CVectors.h"

#if defined(__x86_64__)
#include <immintrin.h>

/* What is compiled for, and below what is asked for. */
#define WIDE __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi2,popcnt")))

int cvectors_is_wide(void) {
  /* Before anything else has asked, as in a library of which the linker took a part. */
  __builtin_cpu_init();
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("popcnt");
}

WIDE static inline size_t count_bits(uint64_t bits) { return (size_t)__builtin_popcountll(bits); }

WIDE static inline uint64_t inside(__m512i bytes, char low, char high) {
  return _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(low)), _mm512_set1_epi8((char)(high - low)));
}

/* Writes the places of the bits, in whole vectors of 32; returns how many bits. As many places at most were written before as
 * there were bytes, so that one for each byte of whole blocks is room enough. */
WIDE static inline size_t write_places(uint64_t bits, size_t at, uint16_t *target) {
  const __m512i numbers = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33,
      32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  size_t count = count_bits(bits);
  __m512i found = _mm512_maskz_compress_epi8(bits, numbers);
  __m512i base = _mm512_set1_epi16((short)at);
  _mm512_storeu_si512(target, _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(found)), base));
  if (count > 32)
    _mm512_storeu_si512(target + 32, _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(found, 1)), base));
  return count;
}

WIDE struct cvectors_run cvectors_read_run(
    const uint8_t *text, size_t length, uint8_t *lowered, uint16_t *starts, uint16_t *lasts, cvectors_tell tell, void *context) {
  size_t started = 0, ended = 0, word_bytes = 0, digits = 0, capitals = 0, newlines = 0;
  uint64_t before = 0, word = 0, first = 0, last = 0;
  for (size_t at = 0;; at += 64) {
    uint64_t next_word = 0, next_first = 0, next_last = 0;
    if (at < length) {
      /* What is past the end counts as zeros and is not read. */
      __mmask64 kept = length - at >= 64 ? ~0ULL : ~0ULL >> (64 - (length - at));
      __m512i x = _mm512_maskz_loadu_epi8(kept, text + at);
      uint64_t upper = inside(x, 'A', 'Z'), digit = inside(x, '0', '9');
      __m512i y = _mm512_mask_add_epi8(x, upper, x, _mm512_set1_epi8('a' - 'A'));
      _mm512_storeu_si512(lowered + at, y);
      next_word = inside(y, 'a', 'z') | digit;
      next_first = next_last = inside(x, '!', '~') & ~next_word;
      digits += count_bits(digit);
      capitals += count_bits(upper);
      newlines += count_bits(_mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('\n')));
      uint64_t beyond = _mm512_movepi8_mask(x);
      if (__builtin_expect(beyond != 0, 0)) {
        /* A block of its own, so that the others need no memory. The ranges are ByteBlock's. */
        struct cvectors_block asked = {
            next_word, beyond, inside(x, (char)0x80, (char)0xBF), inside(x, (char)0xC3, (char)0xDF),
            inside(x, (char)0xE4, (char)0xEE), next_first, next_last};
        tell(context, &asked, at);
        next_word = asked.word, next_first = asked.first, next_last = asked.last;
      }
    }
    if (at > 0) {
      started += write_places(first | (word & ~(word << 1 | before)), at - 64, starts + started);
      ended += write_places(last | (word & ~(word >> 1 | next_word << 63)), at - 64, lasts + ended);
      word_bytes += count_bits(word);
      before = word >> 63;
    }
    if (at >= length) break;
    word = next_word, first = next_first, last = next_last;
  }
  return (struct cvectors_run){
      (uint32_t)started, (uint32_t)word_bytes, (uint32_t)digits, (uint32_t)capitals, (uint32_t)newlines};
}
#else
int cvectors_is_wide(void) { return 0; }

struct cvectors_run cvectors_read_run(
    const uint8_t *text, size_t length, uint8_t *lowered, uint16_t *starts, uint16_t *lasts, cvectors_tell tell, void *context) {
  (void)text, (void)length, (void)lowered, (void)starts, (void)lasts, (void)tell, (void)context;
  return (struct cvectors_run){0};
}
#endif
