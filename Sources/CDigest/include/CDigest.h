/* SHA-256 by the processor's own instructions, where it has them. */
#ifndef CDIGEST_H
#define CDIGEST_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* 1 where this processor computes SHA-256 itself, 0 where triage_sha256_blocks must not be called. */
int triage_sha256_is_supported(void);

/* Takes `count` blocks of 64 bytes into the eight words of state (FIPS 180-4, section 6.2.2). */
void triage_sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t count);

#ifdef __cplusplus
}
#endif
#endif
