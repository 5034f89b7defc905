#ifndef TRIAGE_ALLOCATION_COUNTER_H
#define TRIAGE_ALLOCATION_COUNTER_H

#include <stdbool.h>
#include <stdint.h>

/// Whether this build counts: only with glibc, and not under a sanitizer, which has an allocator of its own.
bool allocation_counter_works(void);

/// Calls to malloc, calloc, realloc, aligned_alloc, memalign and posix_memalign by this thread so far.
uint64_t allocation_counter_allocations(void);

/// Calls to free with a block by this thread so far.
uint64_t allocation_counter_frees(void);

#endif
