#include "CSimdjson.h"

#include <new>
#include <simdjson.h>

struct triage_json_parser {
  simdjson::dom::parser parser;
};

static triage_json_error translate(simdjson::error_code code) {
  switch (code) {
  case simdjson::SUCCESS: return TRIAGE_JSON_OK;
  case simdjson::MEMALLOC: return TRIAGE_JSON_MEMORY;
  case simdjson::CAPACITY: return TRIAGE_JSON_TOO_LONG;
  case simdjson::DEPTH_ERROR: return TRIAGE_JSON_TOO_DEEP;
  case simdjson::UTF8_ERROR: return TRIAGE_JSON_UTF8;
  case simdjson::EMPTY: return TRIAGE_JSON_EMPTY;
  case simdjson::STRING_ERROR: return TRIAGE_JSON_STRING;
  case simdjson::UNCLOSED_STRING: return TRIAGE_JSON_UNCLOSED;
  case simdjson::UNESCAPED_CHARS: return TRIAGE_JSON_CONTROL;
  case simdjson::NUMBER_ERROR: return TRIAGE_JSON_NUMBER;
  case simdjson::T_ATOM_ERROR:
  case simdjson::F_ATOM_ERROR:
  case simdjson::N_ATOM_ERROR: return TRIAGE_JSON_LITERAL;
  default: return TRIAGE_JSON_SYNTAX;
  }
}

size_t triage_json_padding(void) { return simdjson::SIMDJSON_PADDING; }

triage_json_parser *triage_json_create(void) {
  // simdjson's constructor may allocate by a throwing `new`.
  try {
    return new triage_json_parser();
  } catch (...) {
    return nullptr;
  }
}

void triage_json_destroy(triage_json_parser *parser) { delete parser; }

triage_json_error triage_json_parse(triage_json_parser *parser, const uint8_t *bytes, size_t length) {
  try {
    return translate(parser->parser.parse(bytes, length, false).error());
  } catch (...) {
    return TRIAGE_JSON_MEMORY;
  }
}

const uint64_t *triage_json_tape(const triage_json_parser *parser) { return parser->parser.doc.tape.get(); }

const uint8_t *triage_json_strings(const triage_json_parser *parser) {
  return parser->parser.doc.string_buf.get();
}

const char *triage_json_message(triage_json_error error) {
  switch (error) {
  case TRIAGE_JSON_OK: return "no error";
  case TRIAGE_JSON_MEMORY: return "memory is short";
  case TRIAGE_JSON_TOO_LONG: return "it is too long";
  case TRIAGE_JSON_TOO_DEEP: return "it is nested too deeply";
  case TRIAGE_JSON_UTF8: return "it is not UTF-8";
  case TRIAGE_JSON_EMPTY: return "it is empty";
  case TRIAGE_JSON_STRING: return "a string holds a bad escape";
  case TRIAGE_JSON_UNCLOSED: return "a string is not closed";
  case TRIAGE_JSON_CONTROL: return "a string holds a raw control character";
  case TRIAGE_JSON_NUMBER: return "a number is malformed or out of range";
  case TRIAGE_JSON_LITERAL: return "a word is none of true, false and null";
  case TRIAGE_JSON_SYNTAX: return "a comma, colon, brace or value is missing or misplaced";
  }
  return "unknown error";
}
