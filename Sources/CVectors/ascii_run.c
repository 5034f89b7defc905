/* A run of ASCII by AVX-512: what TextRun and ByteBlock do in Swift, 64 bytes an instruction. They are its oracle.
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

int triage_reads_ascii(void) {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
         __builtin_cpu_supports("avx512vbmi2") && __builtin_cpu_supports("popcnt");
}

struct block {
  uint64_t word, symbol, beyond, digits, capitals, newlines;
};

WIDE static inline uint64_t inside(__m512i bytes, char low, char high) {
  return _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, _mm512_set1_epi8(low)), _mm512_set1_epi8((char)(high - low)));
}

/* The first `count` bytes at `text`, or 64; what is past them counts as zeros and is not read. */
WIDE static inline struct block read_block(const uint8_t *text, size_t count, uint8_t *lowered) {
  struct block block;
  __mmask64 kept = count >= 64 ? ~0ULL : ~0ULL >> (64 - count);
  __m512i x = _mm512_maskz_loadu_epi8(kept, text);
  block.capitals = inside(x, 'A', 'Z');
  __m512i y = _mm512_mask_add_epi8(x, block.capitals, x, _mm512_set1_epi8('a' - 'A'));
  _mm512_storeu_si512(lowered, y);
  block.beyond = _mm512_movepi8_mask(x);
  block.digits = inside(x, '0', '9');
  block.word = inside(y, 'a', 'z') | block.digits;
  block.symbol = inside(x, '!', '~') & ~block.word;
  block.newlines = _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8('\n'));
  return block;
}

/* Writes the places of the bits, in whole vectors of 32; returns how many bits there are. */
WIDE static inline uint32_t write_places(uint64_t bits, size_t at, uint16_t *target) {
  const __m512i numbers = _mm512_set_epi8(
      63, 62, 61, 60, 59, 58, 57, 56, 55, 54, 53, 52, 51, 50, 49, 48, 47, 46, 45, 44, 43, 42, 41, 40, 39, 38, 37, 36, 35, 34, 33,
      32, 31, 30, 29, 28, 27, 26, 25, 24, 23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  __m512i found = _mm512_maskz_compress_epi8(bits, numbers);
  __m512i base = _mm512_set1_epi16((short)at);
  uint32_t count = (uint32_t)__builtin_popcountll(bits);
  _mm512_storeu_si512(target, _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_castsi512_si256(found)), base));
  if (count > 32)
    _mm512_storeu_si512(target + 32, _mm512_add_epi16(_mm512_cvtepu8_epi16(_mm512_extracti64x4_epi64(found, 1)), base));
  return count;
}

WIDE struct triage_ascii_run triage_read_ascii(
    const uint8_t *text, size_t length, uint8_t *lowered, uint16_t *starts, uint16_t *lasts, size_t room) {
  struct triage_ascii_run run = {0};
  size_t at = 0;
  struct block block = read_block(text, length, lowered);
  if (block.beyond) return run;
  while (at < length && run.starts + 64 <= room && run.lasts + 64 <= room) {
    struct block next = {0};
    size_t after = at + 64;
    if (after < length) next = read_block(text + after, length - after, lowered + after);
    if (next.beyond) break;
    run.starts += write_places(block.symbol | (block.word & ~(block.word << 1 | run.in_word)), at, starts + run.starts);
    run.lasts += write_places(block.symbol | (block.word & ~(block.word >> 1 | next.word << 63)), at, lasts + run.lasts);
    run.word_bytes += (uint32_t)__builtin_popcountll(block.word);
    run.digits += (uint32_t)__builtin_popcountll(block.digits);
    run.capitals += (uint32_t)__builtin_popcountll(block.capitals);
    run.newlines += (uint32_t)__builtin_popcountll(block.newlines);
    run.in_word = (uint32_t)(block.word >> 63);
    block = next;
    at = after;
  }
  run.bytes = (uint32_t)(at < length ? at : length);
  return run;
}
#else
int triage_reads_ascii(void) { return 0; }

struct triage_ascii_run triage_read_ascii(
    const uint8_t *text, size_t length, uint8_t *lowered, uint16_t *starts, uint16_t *lasts, size_t room) {
  (void)text, (void)length, (void)lowered, (void)starts, (void)lasts, (void)room;
  return (struct triage_ascii_run){0};
}
#endif
