/* A C face for simdjson's DOM parser: one document from a padded buffer, and the two arrays it leaves.
   Works with simdjson 1.0 and later. No C++ exception crosses it. */
#ifndef CSIMDJSON_H
#define CSIMDJSON_H
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Our own numbering: simdjson's differs between its versions. */
typedef enum {
  TRIAGE_JSON_OK = 0,
  TRIAGE_JSON_MEMORY,      /* an allocation failed */
  TRIAGE_JSON_TOO_LONG,    /* beyond what a parser can hold (4 GB) */
  TRIAGE_JSON_TOO_DEEP,    /* nested deeper than 1024 */
  TRIAGE_JSON_UTF8,        /* not UTF-8 */
  TRIAGE_JSON_EMPTY,       /* nothing but white space */
  TRIAGE_JSON_STRING,      /* a bad escape, or a lone surrogate */
  TRIAGE_JSON_UNCLOSED,    /* a string without its closing quote */
  TRIAGE_JSON_CONTROL,     /* a raw control character inside a string */
  TRIAGE_JSON_NUMBER,      /* a number that is malformed or fits no double and no 64-bit integer */
  TRIAGE_JSON_LITERAL,     /* something like `nul` or `NaN` */
  TRIAGE_JSON_SYNTAX       /* everything else: commas, braces, trailing text */
} triage_json_error;

typedef struct triage_json_parser triage_json_parser;

/* Bytes that must be readable (whatever they hold) after the document's last one. */
size_t triage_json_padding(void);

/* NULL where memory is short. */
triage_json_parser *triage_json_create(void);
void triage_json_destroy(triage_json_parser *parser);

/* Parses the `length` bytes at `bytes`, which triage_json_padding() readable bytes follow. A success replaces
   the tape and the strings of the document before; after an error both are undefined. */
triage_json_error triage_json_parse(triage_json_parser *parser, const uint8_t *bytes, size_t length);

/* The tape of the last document (layout: doc/tape.md of simdjson), and the bytes its strings point into:
   four bytes of length, then the text. Owned by the parser, valid until the next parse. */
const uint64_t *triage_json_tape(const triage_json_parser *parser);
const uint8_t *triage_json_strings(const triage_json_parser *parser);

/* One line for people, in a static string. */
const char *triage_json_message(triage_json_error error);

#ifdef __cplusplus
}
#endif
#endif
