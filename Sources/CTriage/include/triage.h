/*
 * Triage: decides which language model a prompt needs, inside your process, in microseconds.
 *
 *   triage_router *router;
 *   char message[256];
 *   if (triage_open("router.triage", &router, message, sizeof message) != TRIAGE_OK) {
 *     fprintf(stderr, "%s\n", message);
 *     return 1;
 *   }
 *   triage_decision decision = TRIAGE_DECISION_INIT;
 *   triage_decide(router, prompt, strlen(prompt), NULL, &decision, NULL, NULL);
 *   puts(triage_model_at(router, decision.model)->name);
 *   triage_close(router);
 *
 * C99 and C++. Link with -ltriage (see triage.pc); the library carries everything it needs but the C library.
 *
 * Words
 *   model        a language model, by name and price; models are numbered from 0, at most 64.
 *   tier         a rung of the ladder, cheapest first, holding one or more models as a fallback chain.
 *   sufficiency  the calibrated probability that a tier's answer is as good as the top tier's, 0..1.
 *   evidence     how much of this prompt the router has seen before, 0..1.
 *   band         whether the sufficiency lies within a half-width of the threshold; the request then goes one tier up.
 *
 * Threads
 *   A router never changes after it was opened. Any number of threads may call any function that takes a
 *   `const triage_router *` on one router at the same time, and triage_open, triage_open_bytes at any time:
 *   nothing takes a lock. Two things are the caller's: each call writes into memory that no other call uses at
 *   the same time (decision, scores, message), and triage_close runs once, after the last other call has
 *   returned. The same goes for an explanation and triage_explanation_free. A router stays usable after fork().
 *
 * Errors
 *   Functions that can fail return a triage_status; nothing is written to what they return through, except where
 *   said. No function reads errno, prints, or ends the process because of what is in a file or a prompt.
 *   Checked are: NULL where something is needed, sizes, ranges, and every byte of a model file. Not checked, because they
 *   cannot be: a pointer that is neither NULL nor valid, a router that was closed, a length that is too long.
 *
 * Versions
 *   Structures that you hand in begin with `size`: set it by the INIT macro. A library that is newer than your
 *   header fills what your header has; one that is older sets what it does not know to zero. Structures that the
 *   library hands out grow only at their end and are reached by pointer. Numbers of an enumeration keep their
 *   meaning; be ready for one you do not know. An incompatible change makes a new TRIAGE_ABI_VERSION and a new
 *   soname (libtriage.so.1).
 */
#ifndef TRIAGE_H
#define TRIAGE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this interface: of the structures, numbers and functions below. */
#define TRIAGE_ABI_VERSION 1

/* How a call ended: the exit codes of the triage command, after sysexits. */
typedef int32_t triage_status;
enum {
  /* Done. */
  TRIAGE_OK = 0,
  /* An argument is wrong: NULL, a size, a range. Always a fault of the calling program. */
  TRIAGE_USAGE = 64,
  /* The model file is truncated, damaged, foreign, or newer than this library. */
  TRIAGE_BAD_DATA = 65,
  /* There is no file at this path. */
  TRIAGE_NO_INPUT = 66,
  /* The system refused to open, measure or map the file. */
  TRIAGE_IO = 74
};

/* What decided the tier; the last rule that moved it. triage_cause_name has the words. */
enum {
  /* The cheapest tier whose sufficiency reaches its threshold. */
  TRIAGE_CAUSE_LEARNED = 0,
  /* That tier lay in the band around the threshold: one tier up. */
  TRIAGE_CAUSE_BAND = 1,
  /* Too little of the prompt was seen in training: one tier up. */
  TRIAGE_CAUSE_EVIDENCE = 2,
  /* The context's minimum_tier. */
  TRIAGE_CAUSE_MINIMUM_TIER = 3,
  /* The context's pinned_tier. */
  TRIAGE_CAUSE_PINNED = 4,
  /* The request does not fit the context window of the models of the tier chosen. */
  TRIAGE_CAUSE_CONTEXT_WINDOW = 5,
  /* A maximum tier, which only the Swift interface can set so far. */
  TRIAGE_CAUSE_MAXIMUM_TIER = 6
};

/* Whether the tier that its threshold chose lay near the threshold. triage_band_name has the words. */
enum {
  /* Further away than the half-width. */
  TRIAGE_BAND_CLEAR = 0,
  /* Within it: the router is in doubt because the prompt is ambiguous. */
  TRIAGE_BAND_INSIDE = 1
};

/* What a part of an explained prompt is. triage_part_name has the words. */
enum {
  TRIAGE_PART_BIAS = 0,  /* the head's constant */
  TRIAGE_PART_SHAPE = 1, /* a shape feature: length, digits, lines, ... */
  TRIAGE_PART_WORD = 2,  /* a word that training has seen */
  TRIAGE_PART_PAIR = 3,  /* two neighbouring words that training has seen together */
  TRIAGE_PART_UNSEEN = 4, /* a word it has not: contributes nothing */
  TRIAGE_PART_PRIOR = 5  /* what the router that it was trained to start from says of the text */
};

/* An open model file. */
typedef struct triage_router triage_router;

/* A model as the file describes it. Lives as long as the router. */
typedef struct triage_model {
  /* UTF-8, ends in NUL. A name with a NUL inside ends there. */
  const char *name;
  /* US dollars per million input and output tokens; NaN where unknown. */
  double input_price;
  double output_price;
  /* Mean US dollars a request in the training records; NaN where unknown. */
  double mean_cost;
  /* The longest input it takes, in tokens; 0 where unknown. */
  int64_t context_window;
} triage_model;

/* A tier as the file describes it. Lives as long as the router. */
typedef struct triage_tier {
  /* UTF-8, ends in NUL: the first model's name unless set. */
  const char *name;
  /* The fallback chain, the preferred model first: model_count numbers of models, at least one. */
  const int32_t *models;
  int32_t model_count;
  /* The least sufficiency at which a request stays here, 0..1. */
  float threshold;
} triage_tier;

/* What a request carries that the prompt's text does not say. Start from TRIAGE_CONTEXT_INIT, which changes nothing. */
typedef struct triage_context {
  /* sizeof(triage_context) */
  uint32_t size;
  /* The lowest tier this request may go to; 0 or more, the top tier where it is higher than that. */
  int32_t minimum_tier;
  /* The tier this conversation is pinned to; -1 for none. */
  int32_t pinned_tier;
  /* The share of insufficient answers the caller can live with, 0..1: every tier's threshold becomes one minus
   * it. Negative or NaN keeps the thresholds of the file. */
  float error_tolerance;
  /* Tokens of the whole request, history and system prompt included; -1 where unknown. A model whose context
   * window is shorter does not get it. */
  int64_t input_tokens;
  /* The context window of each model, in tokens, 0 where unknown: context_window_count numbers, in the order of
   * the models; models past the end keep the file's. NULL keeps them all. Read during the call only. */
  const int64_t *context_windows;
  int64_t context_window_count;
} triage_context;

#define TRIAGE_CONTEXT_INIT {(uint32_t)sizeof(triage_context), 0, -1, -1.0f, -1, NULL, 0}

/* Where a request goes, and why. Start from TRIAGE_DECISION_INIT. */
typedef struct triage_decision {
  /* sizeof(triage_decision): set by the caller, kept by the library. */
  uint32_t size;
  /* The tier's number, 0 the cheapest. */
  int32_t tier;
  /* The number of the model to ask first. */
  int32_t model;
  /* The tier that the thresholds alone would have taken. */
  int32_t learned_tier;
  /* The probability that this tier's answer is as good as the top tier's, 0..1; 1 for the top tier. */
  float sufficiency;
  /* How much of this prompt training has seen, 0..1. Compare it with what `triage inspect` shows as the least. */
  float evidence;
  /* Where the sufficiency would lie had the router seen more, 95 %; NaN where the file does not say. */
  float interval_low;
  float interval_high;
  /* TRIAGE_BAND_... */
  int32_t band;
  /* TRIAGE_CAUSE_... */
  int32_t cause;
  /* 0 if the request fits no model's context window at or above the minimum tier; the model is then the one with
   * the longest. Else 1. */
  int32_t fits;
  /* 0 */
  int32_t reserved;
} triage_decision;

#define TRIAGE_DECISION_INIT {(uint32_t)sizeof(triage_decision), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}

/* One part of an explained prompt. */
typedef struct triage_part {
  /* `bias`, the name of a shape feature, or the words as they stand in the prompt: `length` bytes of UTF-8 and a
   * NUL. Broken UTF-8 is replaced by U+FFFD, and a pair may hold a NUL that stood between its words. */
  const char *text;
  size_t length;
  /* What it adds to each model's logit: as many numbers as there are models. */
  const float *contributions;
  /* TRIAGE_PART_... */
  int32_t kind;
} triage_part;

/* A decision taken apart. The contributions to one model sum to its logit. */
typedef struct triage_explanation {
  /* The library's own. */
  const void *owner;
  /* The decision that triage_decide would have made. */
  const triage_decision *decision;
  /* Each model's logit, before calibration. */
  const float *logits;
  /* part_count pointers. */
  const triage_part *const *parts;
  size_t part_count;
} triage_explanation;

/* ---- Opening ---- */

/*
 * Maps a model file into memory and checks it: its checksum, a few gigabytes a second, and every offset.
 *
 * The file must not be changed in place while a router uses it: write another beside it and rename, as the
 * trainer does. The name may be removed.
 *
 *   path      a file name, ends in NUL.
 *   router    receives the router, or NULL on failure. Close it with triage_close.
 *   message   receives what is wrong, in one line of UTF-8 that ends in NUL and is cut to fit; empty on success.
 *             NULL, or a capacity of 0, for none. 256 bytes hold all but long paths.
 *   capacity  the bytes at `message`.
 *
 * Returns TRIAGE_OK, TRIAGE_USAGE, TRIAGE_NO_INPUT, TRIAGE_IO or TRIAGE_BAD_DATA.
 */
triage_status triage_open(const char *path, triage_router **router, char *message, size_t capacity);

/* The same for a model file in memory, of which it keeps a copy. Returns TRIAGE_OK, TRIAGE_USAGE or TRIAGE_BAD_DATA. */
triage_status triage_open_bytes(const void *bytes, size_t length, triage_router **router, char *message,
                                size_t capacity);

/* Gives a router and all that it handed out back. NULL is allowed. */
void triage_close(triage_router *router);

/* ---- Deciding ---- */

/*
 * Decides for one prompt: the user's own words, without the system prompt or earlier answers.
 *
 * Allocates nothing, takes no lock, makes no system call; time is linear in the bytes read, which are the first and last
 * 8 KiB of a longer prompt. Needs 16 KiB of stack.
 *
 *   prompt         `length` bytes; any are accepted, UTF-8 is understood. No NUL is needed, and one inside is a
 *                  byte like others. NULL only with length 0.
 *   context        NULL for none.
 *   decision       receives the decision; its `size` must be set.
 *   scores         NULL, or room for one number a model: P(good answer) of each, calibrated.
 *   sufficiencies  NULL, or room for one number a tier: the sufficiency of each, never decreasing, 1 for the top.
 *
 * Returns TRIAGE_OK or TRIAGE_USAGE.
 */
triage_status triage_decide(const triage_router *router, const char *prompt, size_t length,
                            const triage_context *context, triage_decision *decision, float *scores,
                            float *sufficiencies);

/*
 * Decides for many prompts, one after the other, in the calling thread.
 *
 *   count          how many; 0 is allowed, and then nothing else is looked at but the router.
 *   prompts        `count` pointers.
 *   lengths        `count` lengths in bytes.
 *   context        NULL, or one context for all.
 *   decisions      room for `count` decisions; decisions[0].size must be set, is the distance between two of
 *                  them, and is copied to the others.
 *   scores         NULL, or room for count x models numbers, prompt by prompt.
 *   sufficiencies  NULL, or room for count x tiers numbers, prompt by prompt.
 *
 * Returns TRIAGE_OK, or TRIAGE_USAGE: then the decisions before the prompt that is NULL with a length are made,
 * and those after it are not.
 */
triage_status triage_decide_many(const triage_router *router, size_t count, const char *const *prompts,
                                 const size_t *lengths, const triage_context *context,
                                 triage_decision *decisions, float *scores, float *sufficiencies);

/* ---- Explaining ---- */

/*
 * Takes a decision apart: which words pushed which model's logit which way. Allocates, and takes some hundred times as
 * long as a decision. Free what it gives with triage_explanation_free; it does not need the router any more.
 *
 * Arguments as in triage_decide. Returns TRIAGE_OK or TRIAGE_USAGE, and then sets *explanation to NULL.
 */
triage_status triage_explain(const triage_router *router, const char *prompt, size_t length,
                             const triage_context *context, const triage_explanation **explanation);

/* Gives an explanation back. NULL is allowed. */
void triage_explanation_free(const triage_explanation *explanation);

/* ---- What a router knows ---- */

/* How many models and tiers there are; 0 for NULL. At least one model and two tiers, at most 64 of each. */
int32_t triage_model_count(const triage_router *router);
int32_t triage_tier_count(const triage_router *router);

/* A model or tier by number; NULL if there is none. */
const triage_model *triage_model_at(const triage_router *router, int32_t model);
const triage_tier *triage_tier_at(const triage_router *router, int32_t tier);

/* The half-width of the band around each threshold, and the least evidence at which a request stays; NaN for NULL. */
float triage_band_half_width(const triage_router *router);
float triage_least_evidence(const triage_router *router);

/* `sha256:` and 64 hexadecimal digits of the file's content: what an audit line should name. NULL for NULL. */
const char *triage_identity(const triage_router *router);

/* Where the router came from: JSON, ends in NUL; data hashes, seed, heads, prices, held-out metrics. NULL for NULL. */
const char *triage_manifest(const triage_router *router);

/* ---- Words and versions ---- */

/* The word of a cause, a band, a kind of part, as `triage route` writes it ("learned", "inside", "word"); "unknown" for
 * other numbers. */
const char *triage_cause_name(int32_t cause);
const char *triage_band_name(int32_t band);
const char *triage_part_name(int32_t kind);

/* A status in English ("no such file"); "unknown" for other numbers. */
const char *triage_status_name(triage_status status);

/* The library's TRIAGE_ABI_VERSION and its release ("1.0.0"). */
uint32_t triage_abi_version(void);
const char *triage_version(void);

#ifdef __cplusplus
}
#endif

#endif
